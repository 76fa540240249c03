package io.ssi.tools.command;

import io.ssi.pid.message.RunTerminal;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.Terminal;
import io.ssi.tools.verb.VerbContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a program is connected with its caller. */
final class ForegroundOptions {

  /** What becomes of a program whose caller is gone. */
  enum OnDisconnect {
    hup,
    detach
  }

  @Option(
      names = {"-t", "--tty"},
      description = "Give it a terminal even if standard input or output is none.")
  boolean terminal;

  @Option(
      names = {"-T", "--no-tty"},
      description = "Give it pipes even if standard input and output are a terminal.")
  boolean noTerminal;

  @Option(
      names = "--on-disconnect",
      paramLabel = "WHAT",
      description =
          "When this command is killed: 'hup', the default, sends it SIGHUP; 'detach' lets it go on.")
  @Nullable OnDisconnect onDisconnect;

  /** Refuses what cannot be meant. */
  void check(boolean detached) {
    if (terminal && noTerminal) {
      throw new UsageException("-t and -T exclude each other");
    }
    if (detached && (terminal || noTerminal || onDisconnect != null)) {
      throw new UsageException("-t, -T and --on-disconnect mean nothing with -d");
    }
  }

  /** Refuses what many programs cannot have. */
  void checkMany() {
    if (terminal) {
      throw new UsageException("-t is for one program: many cannot have one terminal");
    }
  }

  /** Whether what was started goes on when this command is killed. */
  boolean detaches() {
    return onDisconnect == OnDisconnect.detach;
  }

  /** The connection that is wanted. */
  Foreground of(VerbContext context) {
    Terminal caller = context.process().terminal();
    boolean isWanted = terminal || (caller.input() && caller.output() && !noTerminal);
    // Whoever sends the complaints elsewhere gets them apart, as without a cluster.
    Optional<RunTerminal> wanted =
        isWanted
            ? Optional.of(
                new RunTerminal(
                    caller.rows(), caller.columns(), caller.output() && !caller.error()))
            : Optional.empty();
    return new Foreground(context.console(), wanted, detaches());
  }
}
