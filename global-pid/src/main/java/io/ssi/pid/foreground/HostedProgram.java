package io.ssi.pid.foreground;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.Application;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.message.Leaving;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import io.ssi.pid.message.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program whose streams its keeper holds: one caller has them, or its log. While it is held, for
 * a move, nobody has them; its caller is cut off and comes back. Any thread.
 */
final class HostedProgram {
  private static final Logger LOG = LoggerFactory.getLogger(HostedProgram.class);

  /** What a pipe holds is written much faster. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A caller who was cut off comes back at once, or never. */
  private static final Duration ABSENCE = Duration.ofSeconds(30);

  /** How often, and how long each time, somebody who is taking up its streams is waited for. */
  private static final int MOST_TRIES = 100;

  private static final long TRY_MILLIS = 20;

  /**
   * What takes its output.
   *
   * @param drain to the log
   * @param thread that does it
   */
  private record Draining(LogDrain drain, Thread thread) {}

  /**
   * A run whose caller is expected back.
   *
   * @param state how far it has come
   * @param streams the far ends, which whoever goes on with it gets; none while it is held
   * @param isBack opened when somebody goes on with it, or it is held once more
   */
  private record Waiting(
      RunState state, Map<StreamName, Descriptor> streams, CountDownLatch isBack) {

    Waiting(RunState state, Map<StreamName, Descriptor> streams) {
      this(state, streams, new CountDownLatch(1));
    }
  }

  private final AttachedProgram program;
  private final ProgramOutput output;
  private final ThreadFactory threads;
  private final CountDownLatch isEmpty = new CountDownLatch(1);

  // All guarded by this.
  private List<Draining> drains = List.of();
  private Optional<String> caller = Optional.empty();
  private Optional<HostedRun> current = Optional.empty();
  private Optional<Waiting> waiting = Optional.empty();
  private boolean isHeld;
  private Map<StreamName, Descriptor> kept = Map.of();
  private RunState standing = RunState.NOBODY;
  private boolean isTold;
  private long logTaken;

  HostedProgram(AttachedProgram program, ProgramOutput output, ThreadFactory threads) {
    this.program = program;
    this.output = output;
    this.threads = threads;
  }

  Application application() {
    return program.application();
  }

  boolean hasTerminal() {
    return program.streams().containsKey(StreamName.PTY);
  }

  /** Serves whoever started it, who has the seat, until that or the program is gone. Blocks. */
  void serve(RunLink link, RunState begun) {
    HostedRun run;
    LogReplay replay = new LogReplay(program.log(), 0, link::send);
    synchronized (this) {
      run = begin(program.streams(), link, replay, HostedRun.Begin.of(begun));
    }
    run(run, replay);
  }

  /** Makes somebody the one who has it; gives why that cannot be. */
  synchronized Optional<String> seat(String who) {
    if (isHeld) {
      return Optional.of("it is being moved; try again");
    }
    Optional<String> before = caller;
    caller = before.or(() -> Optional.of(who));
    return before.map(other -> other + " has it in the foreground");
  }

  /**
   * Serves a later caller, who has the seat, in the same way; first with what nobody was told.
   * Blocks.
   */
  void attach(RunLink link, String token) {
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
    HostedRun run;
    LogReplay replay;
    synchronized (this) {
      replay = new LogReplay(program.log(), logTaken, link::send);
      RunState begun = RunState.begun(token, caller.orElse(""), Leaving.STAY);
      run = begin(streams, link, replay, HostedRun.Begin.of(begun));
    }
    run(run, replay);
  }

  /**
   * Goes on with a run whose caller is back, over a link that is answered first. Blocks until that
   * is over, if it is this program's.
   *
   * @param answer tells the caller
   */
  void resume(RunLink link, ResumeRequest request, Answer answer) throws java.io.IOException {
    HostedRun run = null;
    LogReplay replay = null;
    ResumeReply reply;
    synchronized (this) {
      RunState state = waiting.map(Waiting::state).orElse(RunState.NOBODY);
      boolean isBusy = isHeld || current.isPresent();
      boolean isThis = isThis(state, request);
      if (!isBusy && isThis) {
        replay = LogReplay.none(program.log(), logTaken);
        Waiting waited = waiting.orElseThrow();
        waiting = Optional.empty();
        waited.isBack().countDown();
        run =
            begin(
                waited.streams(),
                link,
                replay,
                new HostedRun.Begin(state, request.output(), request.errors()));
        reply =
            new ResumeReply.Resumed(
                state.input().received(), state.input().granted(), state.signals());
      } else {
        reply = isBusy ? new ResumeReply.NotYet() : new ResumeReply.NotHeld();
      }
    }
    try {
      answer.send(reply);
    } finally {
      if (run != null && replay != null) {
        run(run, replay);
      }
    }
  }

  /** Tells the caller. */
  @FunctionalInterface
  interface Answer {
    void send(ResumeReply reply) throws java.io.IOException;
  }

  private static boolean isThis(RunState state, ResumeRequest request) {
    return state.hasCaller()
        && state.token().equals(request.token())
        && OutputPump.isPossible(state.output(), request.output())
        && OutputPump.isPossible(state.errors(), request.errors());
  }

  private HostedRun begin(
      Map<StreamName, Descriptor> streams, RunLink link, LogReplay replay, HostedRun.Begin begin) {
    HostedRun run =
        new HostedRun(program, output, RunEnds.of(streams), link, replay, begin, threads);
    current = Optional.of(run);
    return run;
  }

  private void run(HostedRun run, LogReplay replay) {
    List<LogDrain> rest = run.run();
    synchronized (this) {
      current = Optional.empty();
      logTaken = replay.taken();
      isTold = run.isTold();
      waiting = run.paused().map(state -> new Waiting(state, Map.of()));
      if (waiting.isEmpty()) {
        caller = Optional.empty();
        if (isHeld) {
          // What they have goes to the log here, the rest goes with the program.
          rest.forEach(LogDrain::stop);
        }
        leave(rest);
      }
      notifyAll();
    }
  }

  /**
   * Cuts everybody off its streams, so that they can go with it. Blocks until that is so.
   *
   * @return why not; empty if it is held
   */
  Optional<String> hold() throws InterruptedException {
    // Should it end while it is held, its keeper goes, and what it wrote last must not go with it.
    Map<StreamName, Descriptor> streams = program.currentStreams();
    if (streams.isEmpty() && isEmpty()) {
      return Optional.of("it has ended");
    }
    List<Draining> before;
    synchronized (this) {
      for (int tries = 0; !cut(); tries++) {
        if (tries == MOST_TRIES) {
          streams.values().forEach(Descriptor::close);
          return Optional.of(
              "whoever attached to it has not read what it wrote before; try again later");
        }
        wait(TRY_MILLIS);
      }
      isHeld = true;
      kept.values().forEach(Descriptor::close);
      kept = streams;
      while (current.isPresent()) {
        wait();
      }
      standing = waiting.map(Waiting::state).orElse(RunState.NOBODY);
      waiting = waiting.map(HostedProgram::withoutStreams);
      before = drains;
      drains = List.of();
    }
    before.forEach(draining -> draining.drain().stop());
    await(before);
    return Optional.empty();
  }

  /** False while somebody is just taking them up. */
  private synchronized boolean cut() {
    boolean isBeginning = caller.isPresent() && current.isEmpty() && waiting.isEmpty();
    return !isBeginning && current.map(HostedRun::pause).orElse(true);
  }

  private static Waiting withoutStreams(Waiting before) {
    before.isBack().countDown();
    before.streams().values().forEach(Descriptor::close);
    return new Waiting(before.state(), Map.of());
  }

  /**
   * How far its run has come, with what is in its terminal; to be asked while it is held and stands
   * still.
   */
  synchronized RunState state() {
    Descriptor terminal = kept.get(StreamName.PTY);
    if (terminal != null) {
      byte[] content = TerminalContent.take(terminal);
      output.journal(RunStream.OUTPUT).add(content);
      standing = standing.withOutput(content);
    }
    return standing;
  }

  /** It stays here: its caller may come back, and without one its log gets what it writes. */
  synchronized void let() {
    if (isHeld) {
      Map<StreamName, Descriptor> streams = kept;
      isHeld = false;
      kept = Map.of();
      goOn(standing, streams);
    }
  }

  /** It lives elsewhere. */
  synchronized void gone() {
    kept.values().forEach(Descriptor::close);
    kept = Map.of();
    output.clear();
  }

  /** It has come here, with a run that has come so far elsewhere. */
  synchronized void arrive(RunState state) {
    output.keep(state);
    goOn(state, program.streams());
  }

  private synchronized void goOn(RunState state, Map<StreamName, Descriptor> streams) {
    if (!state.hasCaller()) {
      leave(streams, state);
      return;
    }
    Waiting now = new Waiting(state, streams);
    caller = Optional.of(state.caller());
    waiting = Optional.of(now);
    threads.newThread(() -> expect(now)).start();
  }

  private void expect(Waiting expected) {
    try {
      if (expected.isBack().await(ABSENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (this) {
      if (waiting.filter(now -> now.isBack().equals(expected.isBack())).isPresent()) {
        LOG.info("application {}: its caller does not come back", application().id());
        waiting = Optional.empty();
        caller = Optional.empty();
        leave(expected.streams(), expected.state());
      }
    }
  }

  /** Whether its end and all that it wrote before was told to somebody. */
  synchronized boolean isTold() {
    return isTold;
  }

  /** Nobody has it, or has ever had it: its log gets what it writes. */
  void leave() {
    leave(program.streams(), RunState.NOBODY);
  }

  private void leave(Map<StreamName, Descriptor> streams, RunState state) {
    RunEnds ends = RunEnds.of(streams);
    ends.input().ifPresent(Descriptor::close);
    leave(output.drains(ends.outputs(), state));
  }

  private synchronized void leave(List<LogDrain> added) {
    drains = added.stream().map(drain -> new Draining(drain, threads.newThread(drain))).toList();
    drains.forEach(draining -> draining.thread().start());
  }

  /**
   * Nothing writes to it any more: returns when what nobody else takes is in the log, and what
   * somebody takes would come there if this agent died.
   */
  void settle() {
    List<Draining> now;
    Optional<HostedRun> running;
    synchronized (this) {
      now = drains;
      running = current;
    }
    running.ifPresent(HostedRun::secure);
    await(now);
    isEmpty.countDown();
  }

  /** Whether no process of it is left here. */
  boolean isEmpty() {
    return isEmpty.getCount() == 0;
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
