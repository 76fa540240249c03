package io.ssi.membership.map;

import io.ssi.membership.MembershipException;

/**
 * A write may or may not have happened: its answer was lost. Read again before doing anything else.
 */
public final class WriteOutcomeUnknownException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message for people
   * @param cause what the map said
   */
  public WriteOutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
