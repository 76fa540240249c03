package io.ssi.pid;

/** No process of the cluster has this global pid (ESRCH). Nothing was changed. */
public final class NoSuchGlobalProcessException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public NoSuchGlobalProcessException(String message) {
    super(message);
  }
}
