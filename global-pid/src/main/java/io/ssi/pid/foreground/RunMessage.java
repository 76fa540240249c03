package io.ssi.pid.foreground;

import io.ssi.linux.WaitStatus;

/** What the two ends of a run in the foreground tell each other. */
public sealed interface RunMessage {

  /** Bytes of a stream that may be under way before the receiver has given more room. */
  int WINDOW = 256 << 10;

  /** The most bytes that one message carries. */
  int MOST_DATA = 128 << 10;

  /**
   * Bytes of a stream.
   *
   * @param stream which
   * @param bytes 1 to {@link #MOST_DATA}; not copied
   */
  record Data(RunStream stream, byte[] bytes) implements RunMessage {}

  /**
   * Nothing follows on a stream.
   *
   * @param stream which
   */
  record End(RunStream stream) implements RunMessage {}

  /**
   * Whoever should take a stream takes no more of it.
   *
   * @param stream which
   */
  record Closed(RunStream stream) implements RunMessage {}

  /**
   * The receiver of a stream has taken some of it.
   *
   * @param stream which
   * @param bytes how many more may be sent
   */
  record Room(RunStream stream, int bytes) implements RunMessage {}

  /**
   * The caller got a signal.
   *
   * @param number which
   */
  record Signalled(int number) implements RunMessage {}

  /**
   * The caller's terminal has another size.
   *
   * @param rows its lines
   * @param columns its columns
   */
  record Resized(int rows, int columns) implements RunMessage {}

  /** The caller leaves the program as it is. */
  record Detached() implements RunMessage {}

  /** The caller is gone; only between agents. */
  record CallerGone() implements RunMessage {}

  /**
   * The program has ended; the last message, only between agents.
   *
   * @param status how
   */
  record Ended(WaitStatus status) implements RunMessage {}

  /**
   * The program is gone and nobody knows how it ended; the last message, only between agents.
   *
   * @param reason why
   */
  record Lost(String reason) implements RunMessage {}
}
