package io.ssi.pid;

/** An application cannot go from its phase to the one asked for. Nothing was changed. */
public final class IllegalPhaseException extends PidException {
  private static final long serialVersionUID = 1L;

  private final ApplicationPhase from;
  private final ApplicationPhase to;

  /**
   * With the refused step.
   *
   * @param id the application
   * @param from its phase
   * @param to the phase that was asked for
   */
  public IllegalPhaseException(ApplicationId id, ApplicationPhase from, ApplicationPhase to) {
    super("Application " + id + " is " + from + " and cannot become " + to);
    this.from = from;
    this.to = to;
  }

  /**
   * The phase that the application is in.
   *
   * @return where the step would have begun
   */
  public ApplicationPhase from() {
    return from;
  }

  /**
   * The phase that was asked for.
   *
   * @return where the step would have led
   */
  public ApplicationPhase to() {
    return to;
  }
}
