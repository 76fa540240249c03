package io.ssi.pid;

/** Stored or received bytes that this version does not understand. Nothing was changed. */
public final class UnknownSchemaException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public UnknownSchemaException(String message) {
    super(message);
  }
}
