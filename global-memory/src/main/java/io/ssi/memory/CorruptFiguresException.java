package io.ssi.memory;

/** What came as another node's figures cannot be understood. Nothing was changed. */
public final class CorruptFiguresException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /**
   * With what does not fit.
   *
   * @param problem what does not fit
   * @param cause what the decoder said
   */
  public CorruptFiguresException(String problem, Throwable cause) {
    super(
        "Cannot read a node's figures: " + problem + "; check that all agents run the same version",
        cause);
  }
}
