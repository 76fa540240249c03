package io.ssi.membership.nodeset;

import io.ssi.membership.MembershipException;

/** A set of nodes is not written as one, or names a node that there is not. */
public final class NodeSetException extends MembershipException {
  private static final long serialVersionUID = 1L;

  private final boolean unknownNode;

  NodeSetException(String message, boolean unknownNode) {
    super(message);
    this.unknownNode = unknownNode;
  }

  /**
   * Whether the set is well written and names a node that there is not.
   *
   * @return false if it is malformed
   */
  public boolean isUnknownNode() {
    return unknownNode;
  }
}
