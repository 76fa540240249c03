package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A restore that can still be taken back: all processes exist, none has run an instruction of its
 * program. If this process dies, the copy is killed; if the worker is killed, its processes stay
 * behind, stuck, and must be killed.
 *
 * <p>Belongs to one thread, except {@link #isHeld}.
 */
public final class HeldRestore implements AutoCloseable {
  private final CriuSession session;
  private final InsidePid root;
  private final LongSupplier nanoClock;
  private final Duration limit;
  private volatile boolean decided;

  HeldRestore(CriuSession session, InsidePid root, LongSupplier nanoClock, Duration limit) {
    this.session = session;
    this.root = root;
    this.nanoClock = nanoClock;
    this.limit = limit;
  }

  /** The root of the tree. */
  public InsidePid root() {
    return root;
  }

  /** Whether the worker that holds the copy is alive. */
  public boolean isHeld() {
    return !decided && session.workerRuns();
  }

  /**
   * The master of the tree's terminal, if the restore was told of one and CRIU made it. The caller
   * owns what this returns, and gets it once; not taken, it is closed with the restore.
   */
  public Optional<Descriptor> takeTerminal() {
    return session.takeReceived();
  }

  /**
   * Lets the tree run; returns when it does and the worker is gone.
   *
   * @throws CriuOutcomeUnknownException if the worker died: the tree probably runs
   * @throws CriuTimeoutException the same, after the limit
   */
  public InsidePid release() {
    decide();
    try (session) {
      session.send(Calls.notified(true));
      Answer answer =
          session.requireSuccess(
              session.receiveResponse(CallType.CALL_RESTORE, deadline(), CriuOutcome.UNKNOWN),
              CriuOutcome.UNKNOWN);
      if (answer.getRestored().getPid() != root.value()) {
        throw session.surprising(
            "restored process " + answer.getRestored().getPid() + " instead of " + root,
            CriuOutcome.UNKNOWN);
      }
      return root;
    }
  }

  /**
   * Takes the restore back: the half-made copy was killed when this returns. The image stays as it
   * is and can be restored again.
   *
   * @throws CriuOutcomeUnknownException if the worker was gone: kill what is in the container
   * @throws CriuTimeoutException the same, after the limit
   */
  public void abandon() {
    decide();
    try (session) {
      session.send(Calls.notified(false));
      Answer answer =
          session.receiveResponse(CallType.CALL_RESTORE, deadline(), CriuOutcome.UNKNOWN);
      if (answer.getSuccess()) {
        throw session.surprising("went on although it was told not to", CriuOutcome.UNKNOWN);
      }
    }
  }

  /** {@link #abandon}, unless the restore was decided. */
  @Override
  public void close() {
    if (!decided) {
      abandon();
    }
  }

  private void decide() {
    if (decided) {
      throw new IllegalStateException("This restore was already released or abandoned");
    }
    decided = true;
  }

  private Deadline deadline() {
    return Deadline.after(nanoClock, limit);
  }
}
