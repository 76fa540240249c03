package io.ssi.pid.log;

import io.ssi.membership.NodeId;

/** Takes what {@link LogReader} reads, on the reader's thread; may block. */
public interface LogSink {

  /**
   * The next bytes that the application wrote.
   *
   * @param segment the stay that they are from, counted from 0
   * @param bytes at least one
   */
  void data(int segment, byte[] bytes);

  /**
   * A segment, or the rest of it, cannot be had; the next one follows.
   *
   * @param segment which, counted from 0
   * @param node where it was written
   * @param reason why, for people
   */
  void missing(int segment, NodeId node, String reason);
}
