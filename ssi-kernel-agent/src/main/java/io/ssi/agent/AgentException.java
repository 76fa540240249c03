package io.ssi.agent;

/** Base of all errors of this module; never thrown itself. */
public abstract class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  protected AgentException(String message) {
    super(message);
  }

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  protected AgentException(String message, Throwable cause) {
    super(message, cause);
  }
}
