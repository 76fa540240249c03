package io.ssi.migration;

/**
 * It cannot be known now what the record of a migration says: the write that decides may have
 * happened. Nobody may resume anything; whoever starts again on either node finds out.
 */
public final class UndecidedException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is in the way.
   *
   * @param message what was attempted, on what, why it is not known, what to try
   * @param cause what went wrong below
   */
  public UndecidedException(String message, Throwable cause) {
    super(Outcome.UNKNOWN, message, cause);
  }
}
