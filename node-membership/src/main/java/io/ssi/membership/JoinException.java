package io.ssi.membership;

/** The agent could not join its group. It is not a member; another attempt may be made. */
public final class JoinException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, why it failed, what to try
   * @param cause what went wrong below
   */
  public JoinException(String message, Throwable cause) {
    super(message, cause);
  }
}
