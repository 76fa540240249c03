package io.ssi.membership.stream;

import io.ssi.membership.NodeId;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One two-way stream of bytes between two agents. Each direction may be used by one thread at a
 * time; reads and writes block. All failures of the stream are {@link java.io.IOException}s of the
 * two streams.
 */
public interface BulkStream extends AutoCloseable {

  /**
   * The other side.
   *
   * @return the node that was authenticated
   */
  NodeId peer();

  /**
   * What the other side sends. Ends only after the other side closed its output in good order; a
   * connection that breaks is an error, never an early end.
   *
   * @return the stream
   */
  InputStream input();

  /**
   * What is sent to the other side; buffered until flushed or a block is full. Closing it tells the
   * other side that this was all and leaves the other direction open.
   *
   * @return the stream
   */
  OutputStream output();

  /**
   * Ends both directions at once; the other side sees an error unless this side's output was closed
   * before. Idempotent.
   */
  @Override
  void close();
}
