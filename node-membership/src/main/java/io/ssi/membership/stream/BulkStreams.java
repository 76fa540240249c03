package io.ssi.membership.stream;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Opens and accepts streams between two agents: authenticated with the cluster's key, encrypted,
 * every block checked, with back-pressure and bounded memory.
 */
public interface BulkStreams {

  /**
   * Opens a stream to another agent, or to this one.
   *
   * @param to the other side
   * @param purpose which of its acceptors serves it, such as {@code migration.image}
   * @param timeout how long connecting may take
   * @return the open stream
   * @throws StreamException if the other side cannot be reached, is not of this cluster, or has no
   *     such acceptor
   */
  BulkStream open(NodeId to, String purpose, Duration timeout);

  /**
   * Installs the acceptor of a purpose.
   *
   * @param purpose its name
   * @param acceptor called on a virtual thread per stream; the stream is closed when it returns
   */
  void accept(String purpose, Consumer<BulkStream> acceptor);
}
