package io.ssi.pid;

/** The process or application belongs to somebody else (EPERM). Nothing was changed. */
public final class NotPermittedException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public NotPermittedException(String message) {
    super(message);
  }
}
