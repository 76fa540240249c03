package io.ssi.agent.service;

import io.ssi.linux.WaitStatus;
import io.ssi.pid.foreground.ForegroundRun;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.RefusedException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a command and the node of its program say to each other; keeps nothing of it. One
 * run, on one thread, beside the one that listens to the command.
 */
final class ForegroundRelay implements Console.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ForegroundRelay.class);

  private final ForegroundRun run;
  private final Foreground how;
  private final Cancellation cancellation;
  private final String node;

  ForegroundRelay(ForegroundRun run, Foreground how, Cancellation cancellation, String node) {
    this.run = run;
    this.how = how;
    this.cancellation = cancellation;
    this.node = node;
  }

  /** Blocks until the program has ended, or one of the two is lost. */
  ProcessEnd untilEnd(String program) {
    how.console().attach(this, how.terminal().isPresent());
    try (Cancellation.Registration _ = cancellation.onCancel(this::cancelled)) {
      while (true) {
        switch (run.receive()) {
          case RunMessage.Ended(WaitStatus status) -> {
            return end(status);
          }
          case RunMessage.Lost(String reason) -> {
            return new ProcessEnd.Lost(reason);
          }
          case RunMessage.Data data -> how.console().send(data);
          case RunMessage.End end -> how.console().send(end);
          case RunMessage.Closed closed -> how.console().send(closed);
          case RunMessage.Room room -> how.console().send(room);
          case RunMessage.Signalled _, RunMessage.Resized _, RunMessage.CallerGone _ ->
              throw new IOException("it sent what only callers send");
        }
      }
    } catch (IOException e) {
      throw lost(program, e);
    }
  }

  @Override
  public void said(RunMessage message) {
    try {
      run.send(message);
    } catch (IOException e) {
      // The thread that receives from there ends with the reason.
      LOG.debug("application {}: not told {}", run.application().id(), message, e);
    }
  }

  @Override
  public void gone() {
    said(new RunMessage.CallerGone());
  }

  private void cancelled() {
    Reason reason = cancellation.reason().orElseThrow();
    if (reason == Reason.AGENT_STOPS) {
      run.close();
    }
    // Before the program was attached to it, a signal was for the verb.
    reason.signal().ifPresent(number -> said(new RunMessage.Signalled(number)));
  }

  private RuntimeException lost(String program, IOException e) {
    String application = "application " + run.application().id();
    if (cancellation.reason().filter(Reason.AGENT_STOPS::equals).isPresent()) {
      return new InterruptedVerbException(
          Reason.AGENT_STOPS, application + " runs on in the background, on " + node);
    }
    if (cancellation.reason().filter(Reason.CALLER_GONE::equals).isPresent()) {
      return new InterruptedVerbException(Reason.CALLER_GONE, application + " was on " + node);
    }
    return new RefusedException(
        "node_lost",
        "lost '" + program + "', " + application + ", which ran on " + node + ": " + e.getMessage(),
        "whether it still runs is told by: ssi ps " + run.application().id());
  }

  private static ProcessEnd end(WaitStatus status) {
    return status
        .signal()
        .<ProcessEnd>map(signal -> new ProcessEnd.Killed(signal.number()))
        .orElseGet(() -> new ProcessEnd.Exited(status.exitCode().orElseThrow()));
  }
}
