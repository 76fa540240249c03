package io.ssi.migration;

/** A migration, checkpoint or restart that had begun did not come to its end. */
public final class MoveFailedException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With what became of the application.
   *
   * @param outcome what the failed operation did to the world
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  public MoveFailedException(Outcome outcome, String message, Throwable cause) {
    super(outcome, message, cause);
  }

  /**
   * With what became of the application.
   *
   * @param outcome what the failed operation did to the world
   * @param message what was attempted, on what, why it failed, what to try
   */
  public MoveFailedException(Outcome outcome, String message) {
    super(outcome, message);
  }
}
