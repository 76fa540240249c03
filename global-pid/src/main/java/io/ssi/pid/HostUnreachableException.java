package io.ssi.pid;

import io.ssi.membership.NodeId;

/**
 * The agent of a node does not answer. Unless the request was never sent, it may have been done all
 * the same; the programs of the node may run on.
 */
public final class HostUnreachableException extends PidException {
  private static final long serialVersionUID = 1L;

  private final int node;
  private final boolean maybeDone;

  /**
   * With the attempt.
   *
   * @param node who does not answer
   * @param maybeDone whether the request may have been done all the same
   * @param message what was attempted, on what, why it failed, what to try
   */
  public HostUnreachableException(NodeId node, boolean maybeDone, String message) {
    super(message);
    this.node = node.value();
    this.maybeDone = maybeDone;
  }

  /**
   * Who does not answer.
   *
   * @return the node
   */
  public NodeId node() {
    return new NodeId(node);
  }

  /**
   * Whether the request may have been done all the same.
   *
   * @return false if it was certainly not
   */
  public boolean maybeDone() {
    return maybeDone;
  }
}
