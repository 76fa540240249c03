package io.ssi.membership;

/** Base of all errors of this module; never thrown itself. */
public abstract class MembershipException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  protected MembershipException(String message) {
    super(message);
  }

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  protected MembershipException(String message, Throwable cause) {
    super(message, cause);
  }
}
