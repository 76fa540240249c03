package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A running page server of CRIU: writes pagemap and pages files from what a dump elsewhere sends.
 *
 * <p>Both sides must be of the same minor version: the protocol has no handshake, and a mismatch
 * hangs until the limit. Belongs to one thread.
 */
public final class PageServer implements AutoCloseable {
  /** File in the images directory to which the server writes its log. */
  public static final String LOG_FILE = "page-server.log";

  private final CriuSession session;
  private final InsidePid pid;
  private final LongSupplier nanoClock;

  PageServer(CriuSession session, InsidePid pid, LongSupplier nanoClock) {
    this.session = session;
    this.pid = pid;
    this.nanoClock = nanoClock;
  }

  /**
   * Waits until the sender has sent all and the files are complete; call once.
   *
   * @throws CriuFailedException if the server failed, or the sender went away before the end
   * @throws CriuTimeoutException after the limit
   */
  public void await(Duration limit) {
    try (session) {
      session.send(Calls.waitFor(pid));
      Answer answer =
          session.requireSuccess(
              session.receiveResponse(
                  CallType.CALL_WAIT_PID, Deadline.after(nanoClock, limit), CriuOutcome.UNDONE),
              CriuOutcome.UNDONE);
      if (!answer.hasStatus() || answer.getStatus() != 0) {
        throw session.surprising(
            "ended its page server with status " + answer.getStatus(), CriuOutcome.UNDONE);
      }
    }
  }

  /** Ends the worker; a server whose socket was closed at the other end ends by itself. */
  @Override
  public void close() {
    session.close();
  }
}
