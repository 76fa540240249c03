package io.ssi.migration;

/** The caller gave up before the commit; the application runs where it ran. */
public final class CancelledException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With what was cancelled.
   *
   * @param outcome {@link Outcome#NOT_STARTED} or {@link Outcome#ROLLED_BACK}
   * @param message what was cancelled, and what runs where
   */
  public CancelledException(Outcome outcome, String message) {
    super(outcome, message);
  }
}
