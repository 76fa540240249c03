package io.ssi.agent.machine;

/** A person or a signal ended a verb while it waited; the caller undoes what was begun. */
public final class InterruptedWaitException extends MachineException {
  private static final long serialVersionUID = 1L;

  /**
   * Restores the thread's interrupt flag.
   *
   * @param during what was going on
   * @param cause the interruption
   */
  public InterruptedWaitException(String during, InterruptedException cause) {
    super("interrupted while " + during, cause);
    Thread.currentThread().interrupt();
  }
}
