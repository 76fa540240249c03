package io.ssi.migration;

/** Somebody else has decided about this migration: the record is not as this side left it. */
public final class LostDecisionException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With what the record says now.
   *
   * @param message for people
   */
  public LostDecisionException(String message) {
    super(Outcome.ROLLED_BACK, message);
  }
}
