package io.ssi.pid.foreground;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.host.AttachedProgram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program whose streams its keeper holds: one caller has them, or its log. Any thread. */
final class HostedProgram {
  private static final Logger LOG = LoggerFactory.getLogger(HostedProgram.class);

  /** What a pipe holds is written much faster. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What takes its output.
   *
   * @param drain to the log
   * @param thread that does it
   */
  private record Draining(LogDrain drain, Thread thread) {}

  private final AttachedProgram program;
  private final ThreadFactory threads;

  /** Guarded by this; empty while a caller has the program. */
  private List<Draining> drains = List.of();

  HostedProgram(AttachedProgram program, ThreadFactory threads) {
    this.program = program;
    this.threads = threads;
  }

  /** Serves a caller until it is gone or the program has ended, and leaves it then. Blocks. */
  void serve(RunLink link, boolean detachWhenLeft) {
    leave(new HostedRun(program, link, detachWhenLeft, threads).run());
  }

  /** Nobody has it, or has ever had it: its log gets what it writes. */
  void leave() {
    RunEnds ends = RunEnds.of(program.streams());
    ends.input().ifPresent(Descriptor::close);
    leave(
        ends.outputs().stream()
            .map(end -> new LogDrain(program.log(), new byte[0], end.outer(), end.terminal()))
            .toList());
  }

  private synchronized void leave(List<LogDrain> added) {
    drains = added.stream().map(drain -> new Draining(drain, threads.newThread(drain))).toList();
    drains.forEach(draining -> draining.thread().start());
  }

  /** Nothing writes to it any more: returns when what nobody else takes is in the log. */
  void settle() {
    List<Draining> now;
    synchronized (this) {
      now = drains;
    }
    try {
      for (Draining draining : now) {
        if (!draining.thread().join(PATIENCE)) {
          LOG.warn("application {}: its output has no end", program.application().id());
          draining.drain().stop();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
