package io.ssi.pid;

/** The cluster knows no such application: it never was, or it ended long ago. */
public final class NoSuchApplicationException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public NoSuchApplicationException(String message) {
    super(message);
  }
}
