package io.ssi.tools.service;

/** Base of all errors of this module; never thrown itself. */
public abstract class ToolsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String advice;

  /**
   * For subclasses.
   *
   * @param code what scripts tell errors apart by: lower case words joined by underscores
   * @param message what was attempted, on what, and why it failed
   * @param advice what to try; empty if there is nothing to try
   */
  protected ToolsException(String code, String message, String advice) {
    super(message);
    this.code = code;
    this.advice = advice;
  }

  /**
   * What scripts tell errors apart by.
   *
   * @return such as {@code unknown_node}
   */
  public final String code() {
    return code;
  }

  /**
   * What to try.
   *
   * @return empty if there is nothing to try
   */
  public final String advice() {
    return advice;
  }
}
