package io.ssi.membership.node;

import io.ssi.membership.MembershipException;

/** A node's record could not be written as wanted; the message says what it clashes with. */
public final class NodeDirectoryException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on which node, why it failed, what to try
   */
  public NodeDirectoryException(String message) {
    super(message);
  }
}
