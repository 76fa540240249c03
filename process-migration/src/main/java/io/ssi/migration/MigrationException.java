package io.ssi.migration;

/** Base of all errors of this module; says what became of the application. Never thrown itself. */
public abstract class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  /**
   * For subclasses.
   *
   * @param outcome what the failed operation did to the world
   * @param message what was attempted, on what, why it failed, what to try
   */
  protected MigrationException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /**
   * For subclasses.
   *
   * @param outcome what the failed operation did to the world
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  protected MigrationException(Outcome outcome, String message, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  /**
   * What the failed operation did to the world.
   *
   * @return never null
   */
  public Outcome outcome() {
    return outcome;
  }
}
