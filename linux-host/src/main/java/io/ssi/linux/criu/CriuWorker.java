package io.ssi.linux.criu;

import java.time.Duration;

/**
 * A running {@code criu swrk} and the connection to it: port.
 *
 * <p>Contract: messages keep their boundaries and their order. Used by one thread, except {@link
 * #kill} and {@link #hasEnded}, which any thread may call. A worker that cannot be reached shows
 * itself as {@link Reception.EndOfStream}, never as an exception of {@link #send}. Somebody kills
 * it from another thread to stop an operation that is not held yet.
 */
public interface CriuWorker extends AutoCloseable {

  /** Sends one message. Does nothing when the worker is gone: the next receive tells. */
  void send(byte[] message);

  /** Waits for the next message, the end of the connection or the end of the time. */
  Reception receive(Duration limit);

  /** The worker waits to be told to begin with its restore; called before it is. */
  default void restores() {}

  /** Ends the worker with SIGKILL, for good; what it was tracing runs on. Idempotent. */
  void kill();

  /** Whether the worker has ended; false is already old when it is read. */
  boolean hasEnded();

  /** Waits until the worker has ended; false when the time is over. */
  boolean awaitEnd(Duration limit);

  /** Closes the connection, which ends an idle worker; does not wait. Idempotent. */
  void disconnect();

  /** Gives back what stands for the worker here; called last, when it has ended or was killed. */
  @Override
  void close();
}
