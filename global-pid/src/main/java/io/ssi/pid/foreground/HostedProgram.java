package io.ssi.pid.foreground;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.Application;
import io.ssi.pid.host.AttachedProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  // All guarded by this.
  private List<Draining> drains = List.of();
  private Optional<String> caller = Optional.empty();
  private boolean isTold;
  private long logTaken;

  HostedProgram(AttachedProgram program, ThreadFactory threads) {
    this.program = program;
    this.threads = threads;
  }

  Application application() {
    return program.application();
  }

  boolean hasTerminal() {
    return program.streams().containsKey(StreamName.PTY);
  }

  /** Serves whoever started it, until that is gone or the program has ended. Blocks. */
  void serve(RunLink link, Leaving leaving, String who) {
    seat(who);
    run(RunEnds.of(program.streams()), link, leaving);
  }

  /** Makes somebody the one who has it; gives who has it already. */
  synchronized Optional<String> seat(String who) {
    Optional<String> before = caller;
    caller = before.or(() -> Optional.of(who));
    return before;
  }

  /**
   * Serves a later caller, who has the seat, in the same way; first with what nobody was told.
   * Blocks.
   */
  void attach(RunLink link) {
    List<Draining> before;
    synchronized (this) {
      before = drains;
      drains = List.of();
    }
    // Taken first: without them what the drains leave in the pipes could be gone with the keeper.
    Map<StreamName, Descriptor> streams = program.currentStreams();
    if (!streams.isEmpty()) {
      before.forEach(draining -> draining.drain().stop());
    }
    await(before);
    run(RunEnds.of(streams), link, Leaving.STAY);
  }

  private void run(RunEnds ends, RunLink link, Leaving leaving) {
    long from;
    synchronized (this) {
      from = logTaken;
    }
    LogReplay replay = new LogReplay(program.log(), from, link::send);
    HostedRun run = new HostedRun(program, ends, link, replay, leaving, threads);
    List<LogDrain> rest = run.run();
    synchronized (this) {
      logTaken = replay.taken();
      isTold = run.isTold();
      caller = Optional.empty();
      leave(rest);
    }
  }

  /** Whether its end and all that it wrote before was told to somebody. */
  synchronized boolean isTold() {
    return isTold;
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
    await(now);
  }

  private void await(List<Draining> ending) {
    try {
      for (Draining draining : ending) {
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
