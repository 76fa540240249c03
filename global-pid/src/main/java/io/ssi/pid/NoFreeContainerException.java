package io.ssi.pid;

/** Every container number is in use or held by a checkpoint. Nothing was started. */
public final class NoFreeContainerException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public NoFreeContainerException(String message) {
    super(message);
  }
}
