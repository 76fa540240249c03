package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Applications.Started;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi run}: starts a program as an application. */
@Command(
    name = "run",
    description = "Run a program as an application of the cluster.",
    customSynopsis = {
      "ssi run [-w NODE | --best] [--app APPID] [--name NAME] [-t | -T] [--on-disconnect WHAT] [--] CMD"
          + " [ARG...]",
      "ssi run {-w SET | -n COUNT [-w SET | --best]} [-b] [-L] [-S] [--fanout N] [--app APPID]"
          + " [--name NAME] [--on-disconnect WHAT] [--] CMD [ARG...]",
      "ssi run -d [-w SET | --best] [-n COUNT] [-S] [--fanout N] [--app APPID] [--name NAME]"
          + " [--checkpoint-every TIME [--keep N]] [--] CMD [ARG...]"
    })
public final class RunCommand implements Verb {
  /** Where to start. */
  static final class Place {
    @Option(
        names = {"-w", "--node", "--nodes"},
        paramLabel = "SET",
        required = true,
        description = "Start it on this node, or on each of several such as node[1-3].")
    @Nullable String set;

    @Option(
        names = "--best",
        required = true,
        description = "Start it on the node with most to spare; the default.")
    boolean best;
  }

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  @Nullable Place place;

  @Option(
      names = {"-d", "--detach"},
      description = "Do not wait for its end; its output goes to a log, see ssi logs.")
  boolean detached;

  @Mixin ManyOptions many = new ManyOptions();

  @Mixin ForegroundOptions foreground = new ForegroundOptions();

  @Option(
      names = "--app",
      paramLabel = "APPID",
      description = "Add it to this application, as a further container, instead of a new one.")
  @Nullable String application;

  @Mixin RepetitionOptions repetition = new RepetitionOptions();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  @Nullable String name;

  @Parameters(
      paramLabel = "CMD",
      arity = "1..*",
      description = "The program and its arguments; write -- in front of it.")
  List<String> command = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    foreground.check(detached);
    many.check(detached);
    repetition.check(detached, application != null);
    Optional<List<NodeStatus>> nodes =
        Optional.ofNullable(place)
            .flatMap(where -> Optional.ofNullable(where.set))
            .map(NodeArguments.of(context)::select);
    if (many.areMeant(nodes)) {
      foreground.checkMany();
      boolean byLoad = place != null && place.best;
      return new ManyPrograms(context, many, foreground, detached)
          .run(request(context, Optional.empty()), nodes, byLoad);
    }
    StartRequest request = request(context, nodes.map(some -> some.getFirst().id()));
    if (!detached) {
      Foreground how = foreground.of(context);
      return status(context, context.services().applications().run(request, how, context.call()));
    }
    Started started = context.services().applications().start(request, context.call());
    if (context.isJson()) {
      JsonWriter json = context.json();
      StartedJson.write(json, started);
      json.endDocument();
    } else {
      context.out().println(started.root());
    }
    return ExitStatus.DONE;
  }

  private StartRequest request(VerbContext context, Optional<NodeId> node) {
    CallerProcess caller = context.process();
    if (!caller.unreadable().isEmpty()) {
      context.note(
          "note: not passed on, because their values are not UTF-8: "
              + String.join(", ", caller.unreadable()));
    }
    if (!caller.directory().isAbsolute()) {
      throw new RefusedException(
          "no_directory",
          "cannot run '" + command.getFirst() + "': the working directory does not exist any more",
          "go to another with: cd");
    }
    return new StartRequest(
        command,
        caller.environment(),
        caller.directory(),
        caller.umask(),
        caller.nice(),
        caller.limits(),
        Optional.ofNullable(name),
        node,
        repetition.wanted(),
        Optional.ofNullable(application).map(ProcessArguments::parse));
  }

  private ExitStatus status(VerbContext context, ProcessEnd end) {
    return switch (end) {
      case ProcessEnd.Exited(int code) -> ExitStatus.exited(code);
      case ProcessEnd.Killed(int signal) -> ExitStatus.killed(signal);
      case ProcessEnd.Lost(String why) -> {
        context.note("ssi: how '" + command.getFirst() + "' ended is not known: " + why);
        yield ExitStatus.FAILED;
      }
    };
  }
}
