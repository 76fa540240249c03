package io.ssi.pid.host;

import io.ssi.linux.WaitStatus;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperEvent;
import io.ssi.linux.container.KeeperState;
import io.ssi.pid.ContainerNumber;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;

/** A container of this node and what its keeper has told. Any thread. */
final class HostedContainer {

  /**
   * What is known at one moment.
   *
   * @param mode what the container is to this node
   * @param status how the program ended; empty while it runs, or if nobody can tell
   * @param isEmpty whether no process but the keeper is left
   * @param isKeeperGone whether the keeper itself has ended
   */
  record Facts(
      ContainerMode mode, Optional<WaitStatus> status, boolean isEmpty, boolean isKeeperGone) {}

  private final ContainerNumber number;
  private final Keeper keeper;
  private final Optional<ControlGroup> group;
  private final Optional<Long> pidNamespace;
  private final ReentrantLock recording = new ReentrantLock();
  private final CompletableFuture<Optional<WaitStatus>> programEnd = new CompletableFuture<>();

  private volatile Runnable whenEmpty = () -> {};

  /** Shared by those who deliver a signal; taken whole while none may be delivered. */
  private final StampedLock signals = new StampedLock();

  /** Guarded by this; 0 while signals are delivered. */
  private long signalsHeld;

  /** Guarded by this. */
  private Facts facts;

  HostedContainer(
      ContainerNumber number,
      Keeper keeper,
      Optional<ControlGroup> group,
      Optional<Long> pidNamespace,
      ContainerMode mode) {
    this.number = number;
    this.keeper = keeper;
    this.group = group;
    this.pidNamespace = pidNamespace;
    this.facts = new Facts(mode, Optional.empty(), false, false);
  }

  ContainerNumber number() {
    return number;
  }

  Keeper keeper() {
    return keeper;
  }

  Optional<ControlGroup> group() {
    return group;
  }

  Optional<Long> pidNamespace() {
    return pidNamespace;
  }

  /** What is done before it is recorded that no process is left. */
  void whenEmpty(Runnable action) {
    whenEmpty = action;
  }

  /** Does it; may be repeated. */
  void settleEmpty() {
    whenEmpty.run();
  }

  /** Held while the container's record is written or the container is taken down. */
  ReentrantLock recording() {
    return recording;
  }

  /** Returns when no signal is on its way into the container; none is let in any more. */
  void holdSignals() {
    synchronized (this) {
      if (signalsHeld != 0) {
        return;
      }
    }
    long stamp = signals.writeLock();
    synchronized (this) {
      signalsHeld = stamp;
    }
  }

  /** Signals are delivered again; does nothing if they are. */
  synchronized void letSignals() {
    if (signalsHeld != 0) {
      signals.unlockWrite(signalsHeld);
      signalsHeld = 0;
    }
  }

  /** What the delivery says; empty if it was not tried, because the application is on its way. */
  Optional<Boolean> deliver(BooleanSupplier delivery) {
    long stamp = signals.tryReadLock();
    if (stamp == 0) {
      return Optional.empty();
    }
    try {
      return switch (mode()) {
        case STARTING, HOSTED -> Optional.of(delivery.getAsBoolean());
        case RESTORING, DEPARTING -> Optional.empty();
      };
    } finally {
      signals.unlockRead(stamp);
    }
  }

  /** Completed when the first program has ended here; with nothing if nobody knows how. */
  CompletableFuture<Optional<WaitStatus>> programEnd() {
    return programEnd;
  }

  synchronized Facts facts() {
    return facts;
  }

  synchronized ContainerMode mode() {
    return facts.mode();
  }

  synchronized void mode(ContainerMode mode) {
    facts = new Facts(mode, facts.status(), facts.isEmpty(), facts.isKeeperGone());
    tellEnd();
  }

  /** Forgets what was told so far; for a container that is being filled anew. */
  synchronized void clear() {
    facts = new Facts(facts.mode(), Optional.empty(), false, facts.isKeeperGone());
  }

  /** Adds what the keeper says to hold now; later events may have been taken already. */
  synchronized void note(KeeperState state) {
    boolean isEmpty = facts.isEmpty() || state.phase() == ContainerPhase.ENDED;
    Optional<WaitStatus> status = facts.status().or(state::status);
    facts = new Facts(facts.mode(), status, isEmpty, facts.isKeeperGone());
    tellEnd();
  }

  /** Takes one event. */
  synchronized void note(KeeperEvent event) {
    switch (event) {
      case KeeperEvent.ChildEnded(ChildRole role, var pid, WaitStatus status) -> {
        if (role == ChildRole.PROGRAM) {
          facts =
              new Facts(facts.mode(), Optional.of(status), facts.isEmpty(), facts.isKeeperGone());
        }
      }
      case KeeperEvent.Emptied() ->
          facts = new Facts(facts.mode(), facts.status(), true, facts.isKeeperGone());
      case KeeperEvent.Reconnected(KeeperState state) -> note(state);
      case KeeperEvent.KeeperEnded(var status) ->
          facts = new Facts(facts.mode(), facts.status(), true, true);
    }
    tellEnd();
  }

  private synchronized void tellEnd() {
    boolean isDeparted = facts.mode() == ContainerMode.DEPARTING;
    if (!isDeparted && (facts.status().isPresent() || facts.isEmpty())) {
      programEnd.complete(facts.status());
    }
  }
}
