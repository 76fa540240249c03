package io.ssi.membership.nodeset;

import io.ssi.membership.MembershipException;

/** A set of nodes is not written as one, or names a node that there is not. */
public final class NodeSetException extends MembershipException {
  private static final long serialVersionUID = 1L;

  NodeSetException(String message) {
    super(message);
  }
}
