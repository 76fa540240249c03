package io.ssi.pid;

/** Base of all errors of this module; never thrown itself. */
public abstract class PidException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  protected PidException(String message) {
    super(message);
  }

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  protected PidException(String message, Throwable cause) {
    super(message, cause);
  }
}
