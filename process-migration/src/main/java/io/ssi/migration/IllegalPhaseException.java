package io.ssi.migration;

/** A step that the order of phases does not allow; a defect of this program. */
public final class IllegalPhaseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * With both ends of the step.
   *
   * @param from the phase that the migration is in
   * @param to the phase that was asked for
   */
  public IllegalPhaseException(MigrationPhase from, MigrationPhase to) {
    super("A migration in phase " + from + " cannot go to " + to);
  }
}
