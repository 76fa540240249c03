package io.ssi.pid;

/** The application is between two nodes; nothing was sent to it. */
public final class OnItsWayException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param message what was attempted, on what, what to try
   */
  public OnItsWayException(String message) {
    super(message);
  }
}
