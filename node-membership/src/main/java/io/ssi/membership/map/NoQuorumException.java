package io.ssi.membership.map;

import io.ssi.membership.MembershipException;

/** A write was refused because this agent is not on the side of a majority. Nothing was changed. */
public final class NoQuorumException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt and the members that are left.
   *
   * @param message for people
   * @param cause what the map said
   */
  public NoQuorumException(String message, Throwable cause) {
    super(message, cause);
  }
}
