package io.ssi.agent.service;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.pid.foreground.ForegroundRun;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.RefusedException;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Passes on what a command and the node of its program say to each other. One run, on one thread,
 * beside the one that listens to the command.
 */
final class ForegroundRelay implements Console.Listener {
  private final ForegroundRun run;
  private final Console console;
  private final boolean later;
  private final Cancellation cancellation;
  private final Supplier<String> node;
  private volatile boolean detached;

  /** With a caller that has {@code later} found a program which was there, or has started it. */
  ForegroundRelay(
      ForegroundRun run,
      Console console,
      boolean later,
      Cancellation cancellation,
      Supplier<String> node) {
    this.run = run;
    this.console = console;
    this.later = later;
    this.cancellation = cancellation;
    this.node = node;
  }

  /** Blocks until the program has ended, or one of the two is lost. */
  ProcessEnd untilEnd(String program) {
    console.attach(this, run.terminal());
    try (Cancellation.Registration _ = cancellation.onCancel(this::cancelled)) {
      while (true) {
        switch (run.receive()) {
          case RunMessage.Ended(WaitStatus status) -> {
            return end(status);
          }
          case RunMessage.Lost(String reason) -> {
            return new ProcessEnd.Lost(reason);
          }
          case RunMessage.Data data -> console.send(data);
          case RunMessage.End end -> console.send(end);
          case RunMessage.Closed closed -> console.send(closed);
          case RunMessage.Room room -> console.send(room);
          case RunMessage.Signalled _,
              RunMessage.Resized _,
              RunMessage.Detached _,
              RunMessage.CallerGone _ ->
              throw new IOException("it sent what only callers send");
        }
      }
    } catch (IOException e) {
      if (detached) {
        return new ProcessEnd.Exited(0);
      }
      throw lost(program, e);
    }
  }

  @Override
  public void said(RunMessage message) {
    boolean hangsUp = later && message.equals(new RunMessage.Signalled(Signal.HUP.number()));
    detached |= hangsUp || message instanceof RunMessage.Detached;
    run.send(hangsUp ? new RunMessage.Detached() : message);
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
          Reason.AGENT_STOPS, application + " runs on in the background, on " + node.get());
    }
    if (cancellation.reason().filter(Reason.CALLER_GONE::equals).isPresent()) {
      return new InterruptedVerbException(
          Reason.CALLER_GONE, application + " was on " + node.get());
    }
    return new RefusedException(
        "node_lost",
        "lost '"
            + program
            + "', "
            + application
            + ", which ran on "
            + node.get()
            + ": "
            + e.getMessage(),
        "unless its node is gone too it runs on: ssi attach " + run.application().id());
  }

  static ProcessEnd end(WaitStatus status) {
    return status
        .signal()
        .<ProcessEnd>map(signal -> new ProcessEnd.Killed(signal.number()))
        .orElseGet(() -> new ProcessEnd.Exited(status.exitCode().orElseThrow()));
  }
}
