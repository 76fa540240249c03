package io.ssi.agent.service;

import io.ssi.linux.Signal;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.PidException;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.pid.log.LogSink;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.ProcessEnd;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that gets what an application writes to its log, and whose signals go to it. One thread
 * reads the log, another takes what the command says.
 */
final class LogAttachment implements Console.Listener, LogSink {
  private static final Logger LOG = LoggerFactory.getLogger(LogAttachment.class);

  private final ApplicationId id;
  private final HostedApplications.Ways ways;
  private final Console console;
  private final Caller caller;
  private final Semaphore room = new Semaphore(RunMessage.WINDOW);
  private final Thread reader = Thread.currentThread();
  private volatile boolean left;

  /** To be made and used by the thread that reads the log. */
  LogAttachment(ApplicationId id, HostedApplications.Ways ways, Console console, Caller caller) {
    this.id = id;
    this.ways = ways;
    this.console = console;
    this.caller = caller;
  }

  /** Blocks until the application has ended, or the command has left it. */
  ProcessEnd untilEnd(Cancellation cancellation) {
    console.attach(this, false);
    try (Cancellation.Registration _ = cancellation.onCancel(this::leave)) {
      console.send(new RunMessage.Closed(RunStream.INPUT));
      ways.logs().read(id, true, caller, this);
    } catch (PidException | MembershipException e) {
      if (!left) {
        throw e;
      }
    }
    if (left) {
      // So that nothing that follows takes it for its own.
      var _ = Thread.interrupted();
      return new ProcessEnd.Exited(0);
    }
    return ways.registry()
        .get(id)
        .exit()
        .map(ForegroundRelay::end)
        .orElseGet(() -> new ProcessEnd.Lost("nobody saw it"));
  }

  @Override
  public void data(int segment, byte[] bytes) {
    for (int at = 0; at < bytes.length && !left; ) {
      int count = Math.min(bytes.length - at, RunMessage.MOST_DATA);
      try {
        room.acquire(count);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      console.send(
          new RunMessage.Data(RunStream.OUTPUT, Arrays.copyOfRange(bytes, at, at + count)));
      at += count;
    }
  }

  @Override
  public void missing(int segment, NodeId node, String reason) {
    LOG.warn("application {}: what it wrote on node {} cannot be had: {}", id, node, reason);
  }

  @Override
  public void said(RunMessage message) {
    switch (message) {
      case RunMessage.Room(RunStream stream, int bytes) when stream == RunStream.OUTPUT ->
          room.release(bytes);
      case RunMessage.Signalled(int number) -> signalled(number);
      case RunMessage.Closed _, RunMessage.Detached _ -> leave();
      default -> LOG.debug("application {}: not for it: {}", id, message);
    }
  }

  @Override
  public void gone() {
    leave();
  }

  private void signalled(int number) {
    if (number == Signal.HUP.number()) {
      leave();
      return;
    }
    try {
      ways.signals().signal(id, new Signal(number), caller);
    } catch (PidException | MembershipException | IllegalArgumentException e) {
      LOG.info("application {}: signal {} does not reach it", id, number, e);
    }
  }

  private void leave() {
    left = true;
    reader.interrupt();
  }
}
