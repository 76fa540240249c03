package io.ssi.tools.service;

/** A program could not be executed. Nothing runs. */
public final class ProgramNotStartedException extends ToolsException {
  private static final long serialVersionUID = 1L;

  private final boolean found;

  /**
   * With the program and the reason.
   *
   * @param found whether there is a file of that name, which then cannot be executed
   * @param message what was to be started, where, and why it failed
   * @param advice what to try; may be empty
   */
  public ProgramNotStartedException(boolean found, String message, String advice) {
    super(found ? "program_not_executable" : "program_not_found", message, advice);
    this.found = found;
  }

  /**
   * Whether there is a file of that name.
   *
   * @return true: it cannot be executed; false: there is none
   */
  public boolean found() {
    return found;
  }
}
