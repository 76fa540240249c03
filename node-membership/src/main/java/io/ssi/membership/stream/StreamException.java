package io.ssi.membership.stream;

import io.ssi.membership.MembershipException;

/**
 * A stream between two agents could not be opened. Nothing was sent to the other side's acceptor.
 */
public final class StreamException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, to which node, why it failed
   * @param cause what went wrong below
   */
  public StreamException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * With the attempt.
   *
   * @param message what was attempted, to which node, why it failed
   */
  public StreamException(String message) {
    super(message);
  }
}
