package io.ssi.linux.container.testing;

import io.ssi.linux.Errno;
import io.ssi.linux.InsidePid;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerChild;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperEvent;
import io.ssi.linux.container.KeeperGoneException;
import io.ssi.linux.container.KeeperRefusedException;
import io.ssi.linux.container.KeeperState;
import io.ssi.linux.container.ProgramSpec;
import io.ssi.linux.container.SignalTarget;
import io.ssi.linux.container.StartedProgram;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A keeper in memory. Besides what every keeper does, the test says what happens inside: {@link
 * #endProgram}, {@link #endWorker}, {@link #end}; and asks what was wanted: {@link #programs},
 * {@link #workers}, {@link #signals}. Listeners are called on the thread that causes the event.
 * SIGTERM, SIGINT, SIGHUP and SIGKILL end the program, other signals are only noted.
 */
public final class FakeKeeper implements Keeper {
  private static final int PID_MAX = 32768;
  private static final InsidePid REAPER = new InsidePid(2);
  private static final List<Signal> DEADLY =
      List.of(Signal.TERM, Signal.INT, Signal.HUP, Signal.KILL);

  private final int container;
  private final LocalPid pid;
  private final FakeStreams streams = new FakeStreams();
  private final FakeChildren children = new FakeChildren();
  private final List<Consumer<KeeperEvent>> listeners = new ArrayList<>();
  private final List<ProgramSpec> programs = new ArrayList<>();
  private final List<WorkerSpec> workers = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private ContainerPhase phase = ContainerPhase.EMPTY;
  private Optional<InsidePid> program = Optional.empty();
  private Optional<WaitStatus> status = Optional.empty();
  private FreezerState freezer;
  private int cursor = 1;
  private boolean isBuilt;
  private boolean ended;

  /** An empty container; freezing works if it has cgroups. */
  public FakeKeeper(int container, LocalPid pid, boolean hasCgroups) {
    this.container = container;
    this.pid = pid;
    this.freezer = hasCgroups ? FreezerState.THAWED : FreezerState.ABSENT;
  }

  @Override
  public int container() {
    return container;
  }

  @Override
  public LocalPid localPid() {
    return pid;
  }

  @Override
  public synchronized KeeperState state() {
    alive();
    boolean reaperLives =
        phase == ContainerPhase.RUNNING || (isBuilt && phase == ContainerPhase.EXPECTED);
    return new KeeperState(
        container,
        phase,
        reaperLives ? Optional.of(REAPER) : Optional.empty(),
        program,
        status,
        PID_MAX,
        true,
        cursor,
        freezer,
        streams.names());
  }

  @Override
  public synchronized KeeperState subscribe(Consumer<KeeperEvent> listener) {
    KeeperState state = state();
    listeners.add(listener);
    return state;
  }

  @Override
  public synchronized void unsubscribe(Consumer<KeeperEvent> listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized StartedProgram start(ProgramSpec spec) {
    alive();
    if (phase == ContainerPhase.RUNNING || phase == ContainerPhase.EXPECTED) {
      throw refused("start", Errno.EBUSY);
    }
    programs.add(spec);
    streams.open(spec.streams());
    cursor = REAPER.value() + 1;
    run(new InsidePid(cursor));
    return new StartedProgram(REAPER, new InsidePid(cursor), streams.copies());
  }

  @Override
  public synchronized Map<StreamName, Descriptor> streams() {
    alive();
    return streams.copies();
  }

  @Override
  public synchronized void closeStream(StreamName stream) {
    alive();
    if (!streams.closeOuter(stream)) {
      throw refused("close", Errno.ENOENT);
    }
  }

  @Override
  public synchronized void adopt(StreamName stream, Descriptor outerEnd) {
    alive();
    streams.adopt(stream, outerEnd);
  }

  @Override
  public synchronized void resizeTerminal(int rows, int columns) {
    alive();
    if (!streams.names().contains(StreamName.PTY)) {
      throw refused("window", Errno.ENOENT);
    }
  }

  @Override
  public synchronized void expect(InsidePid expected) {
    alive();
    if (phase == ContainerPhase.RUNNING) {
      throw refused("expect", Errno.EBUSY);
    }
    if (isBuilt) {
      run(expected);
      return;
    }
    phase = ContainerPhase.EXPECTED;
    program = Optional.of(expected);
    status = Optional.empty();
  }

  @Override
  public synchronized void expectEnded(InsidePid expected, WaitStatus how) {
    expect(expected);
    status = Optional.of(how);
  }

  @Override
  public synchronized InsidePid startWorker(WorkerSpec worker) {
    alive();
    workers.add(worker);
    InsidePid worked = new InsidePid(++cursor);
    children.started(ChildRole.WORKER, worked);
    return worked;
  }

  @Override
  public synchronized int cursor() {
    alive();
    return cursor;
  }

  @Override
  public synchronized void moveCursor(int last) {
    alive();
    if (last < 0 || last >= PID_MAX) {
      throw refused("cursor", Errno.EINVAL);
    }
    cursor = last;
  }

  @Override
  public synchronized void makeSubreaperOf(InsidePid worker) {
    alive();
  }

  @Override
  public synchronized boolean signal(SignalTarget target, Signal signal) {
    alive();
    boolean found =
        phase == ContainerPhase.RUNNING
            && status.isEmpty()
            && switch (target) {
              case SignalTarget.OneProcess(InsidePid to) -> program.equals(Optional.of(to));
              case SignalTarget.ProcessGroup(InsidePid to) -> program.equals(Optional.of(to));
              case SignalTarget.Everyone everyone -> true;
            };
    if (found) {
      signals.add(signal);
      if (DEADLY.contains(signal)) {
        endProgram(WaitStatus.killed(signal));
      }
    }
    return found;
  }

  @Override
  public synchronized List<ContainerChild> children() {
    alive();
    return children.all();
  }

  @Override
  public synchronized Optional<ContainerChild> child(InsidePid wanted) {
    alive();
    return children.newest(wanted);
  }

  @Override
  public synchronized void freeze(Duration limit) {
    freezer = withFreezer("freeze", FreezerState.FROZEN);
  }

  @Override
  public synchronized void thaw(Duration limit) {
    freezer = withFreezer("thaw", FreezerState.THAWED);
  }

  @Override
  public synchronized void killAll(Duration limit) {
    alive();
    children.running(ChildRole.WORKER).forEach(w -> endWorker(w, WaitStatus.killed(Signal.KILL)));
    if (phase == ContainerPhase.RUNNING && status.isEmpty()) {
      endProgram(WaitStatus.killed(Signal.KILL));
    }
  }

  @Override
  public synchronized void dismiss(boolean force) {
    alive();
    if (!force && (phase == ContainerPhase.RUNNING || children.anyRunning())) {
      throw refused("dismiss", Errno.EBUSY);
    }
    end(WaitStatus.exited(0));
  }

  @Override
  public synchronized void close() {
    listeners.clear();
  }

  /** The program ends like this, and with it the reaper, as nothing else lives inside. */
  public synchronized void endProgram(WaitStatus how) {
    if (phase != ContainerPhase.RUNNING || status.isPresent()) {
      throw new IllegalStateException("No program runs in container " + container);
    }
    status = Optional.of(how);
    phase = ContainerPhase.ENDED;
    streams.closeInner();
    endChild(ChildRole.PROGRAM, program.orElseThrow(), how);
    endChild(ChildRole.REAPER, REAPER, WaitStatus.exited(0));
    tell(new KeeperEvent.Emptied());
  }

  /** A worker ends like this; if a restore was expected and it succeeded, the tree now runs. */
  public synchronized void endWorker(InsidePid worker, WaitStatus how) {
    if (phase == ContainerPhase.EXPECTED) {
      if (how.isSuccess()) {
        run(program.orElseThrow());
      } else if (!isBuilt) {
        phase = ContainerPhase.EMPTY;
      }
    }
    endChild(ChildRole.WORKER, worker, how);
  }

  /** A worker that restores nothing ends like this. */
  public synchronized void endOtherWorker(InsidePid worker, WaitStatus how) {
    endChild(ChildRole.WORKER, worker, how);
  }

  /**
   * CRIU has built the tree that is expected; if its worker fails now, whoever drove it has died,
   * and the tree is there all the same.
   */
  public synchronized void built() {
    isBuilt = true;
  }

  /** The keeper itself ends, with all inside. */
  public synchronized void end(WaitStatus how) {
    ended = true;
    streams.close();
    tell(new KeeperEvent.KeeperEnded(Optional.of(how)));
  }

  /** Whether it was dismissed or ended. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  /** What was started, in order. */
  public synchronized List<ProgramSpec> programs() {
    return List.copyOf(programs);
  }

  /** The workers that were started, in order. */
  public synchronized List<WorkerSpec> workers() {
    return List.copyOf(workers);
  }

  /** The signals that found their target, in order. */
  public synchronized List<Signal> signals() {
    return List.copyOf(signals);
  }

  /** The program's own end of a stream: what it reads or writes; empty if it is no pipe. */
  public synchronized Optional<Descriptor> programSide(StreamName stream) {
    return streams.inner(stream);
  }

  private void run(InsidePid started) {
    phase = ContainerPhase.RUNNING;
    program = Optional.of(started);
    status = Optional.empty();
    children.started(ChildRole.REAPER, REAPER);
    children.started(ChildRole.PROGRAM, started);
  }

  private void endChild(ChildRole role, InsidePid child, WaitStatus how) {
    children.ended(role, child, how);
    tell(new KeeperEvent.ChildEnded(role, child, how));
  }

  private FreezerState withFreezer(String operation, FreezerState wanted) {
    alive();
    if (freezer == FreezerState.ABSENT) {
      throw refused(operation, Errno.EOPNOTSUPP);
    }
    return wanted;
  }

  private void tell(KeeperEvent event) {
    List.copyOf(listeners).forEach(listener -> listener.accept(event));
  }

  private void alive() {
    if (ended) {
      throw new KeeperGoneException(container, "it has ended");
    }
  }

  private KeeperRefusedException refused(String operation, Errno errno) {
    return new KeeperRefusedException(container, operation, errno.name(), errno.text());
  }
}
