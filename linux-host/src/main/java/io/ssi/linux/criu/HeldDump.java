package io.ssi.linux.criu;

import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A dump that can still be taken back: the tree is frozen, the image complete but for its
 * statistics. If this process dies, or the worker, the tree runs on.
 *
 * <p>To move the tree: SIGKILL all its processes by pidfd, see that it {@link #isHeld} still, let
 * the copy go, then {@link #finish}. An answer that was sent is not a commit that happened: a
 * worker that dies at the wrong moment lets the original run on.
 *
 * <p>Belongs to one thread, except {@link #isHeld}.
 */
public final class HeldDump implements AutoCloseable {
  private final CriuSession session;
  private final LongSupplier nanoClock;
  private final Duration limit;
  private volatile boolean decided;

  HeldDump(CriuSession session, LongSupplier nanoClock, Duration limit) {
    this.session = session;
    this.nanoClock = nanoClock;
    this.limit = limit;
  }

  /**
   * Whether the worker that freezes the tree is alive. True after the tree was killed means that no
   * process of it has run an instruction that is not in the image.
   */
  public boolean isHeld() {
    return !decided && session.workerRuns();
  }

  /**
   * Lets CRIU end the source, or leave it running if that was asked for; returns when it has
   * answered and its worker is gone.
   *
   * @throws CriuOutcomeUnknownException if the worker died: look at the source by pidfd
   * @throws CriuTimeoutException the same, after the limit
   */
  public void finish() {
    decide();
    try (session) {
      session.send(Calls.notified(true));
      session.requireSuccess(
          session.receiveResponse(CallType.CALL_DUMP, deadline(), CriuOutcome.UNKNOWN),
          CriuOutcome.UNKNOWN);
    }
  }

  /**
   * Takes the dump back: the original runs on when this returns, unless it was killed. Never fails:
   * a worker that does not answer is ended, which does the same. The files stay.
   */
  public void resume() {
    decide();
    try (session) {
      session.send(Calls.notified(false));
      session.receiveResponse(CallType.CALL_DUMP, deadline(), CriuOutcome.UNDONE);
    } catch (CriuFailedException | CriuTimeoutException e) {
      // The end of a worker lets go of all that it traces.
      return;
    }
  }

  /** {@link #resume}, unless the dump was decided. */
  @Override
  public void close() {
    if (!decided) {
      resume();
    }
  }

  private void decide() {
    if (decided) {
      throw new IllegalStateException("This dump was already finished or taken back");
    }
    decided = true;
  }

  private Deadline deadline() {
    return Deadline.after(nanoClock, limit);
  }
}
