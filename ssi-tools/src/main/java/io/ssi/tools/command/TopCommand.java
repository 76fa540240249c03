package io.ssi.tools.command;

import io.ssi.tools.service.UsageException;
import io.ssi.tools.top.BatchTop;
import io.ssi.tools.top.Delay;
import io.ssi.tools.top.TopLoop;
import io.ssi.tools.top.jline.JlineScreen;
import io.ssi.tools.top.jline.JlineScreen.Glass;
import io.ssi.tools.top.model.SortKey;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.ScreenSize;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.Terminal;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ssi top}: the cluster live in the terminal. */
@Command(
    name = "top",
    description = "Show the nodes and the busiest processes of the cluster, live.")
public final class TopCommand implements Verb {
  @Option(
      names = {"-b", "--batch"},
      description = "Write plain text instead of a screen; also into a pipe or a file.")
  boolean batch;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Time between two looks, such as 5 or 0.5; 2 if not given.")
  String delay = "2";

  @Option(
      names = {"-n", "--iterations"},
      paramLabel = "COUNT",
      description = "End after so many looks.")
  @Nullable Long looks;

  @Mixin NodeSetOption only = new NodeSetOption();

  @Option(
      names = {"-a", "--applications"},
      description = "Only processes of applications.")
  boolean applications;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Only processes of this user, by name or number.")
  @Nullable String user;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      defaultValue = "cpu",
      description = "What comes first: cpu, mem, time, pid, node or user.")
  String sort = "cpu";

  @Override
  public ExitStatus run(VerbContext context) {
    if (looks != null && looks < 1) {
      throw new UsageException("-n takes a number of looks, at least 1");
    }
    Wish wish = wish();
    wish.nodes().ifPresent(set -> NodeArguments.of(context).select(set));
    OptionalLong count = looks == null ? OptionalLong.empty() : OptionalLong.of(looks);
    if (batch || context.isJson()) {
      return new BatchTop(context, wish, count).run();
    }
    Terminal terminal = context.process().terminal();
    if (!terminal.input() || !terminal.output()) {
      String which = terminal.input() ? "output" : "input";
      throw new UsageException("standard " + which + " is no terminal; use -b for plain text");
    }
    Glass glass =
        new Glass(
            context.process().environment().getOrDefault("TERM", ""),
            ScreenSize.of(terminal.rows(), terminal.columns()),
            context.style().colours());
    return new TopLoop(context, wish, count)
        .run(sink -> JlineScreen.open(context.console(), glass, sink));
  }

  private Wish wish() {
    return new Wish(
        SortKey.parse(sort),
        false,
        Optional.empty(),
        Optional.ofNullable(user),
        only.expression(),
        applications,
        true,
        Delay.parse(delay));
  }
}
