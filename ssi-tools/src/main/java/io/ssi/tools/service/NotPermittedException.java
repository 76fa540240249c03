package io.ssi.tools.service;

/** The caller has no right to do this. Nothing was done. */
public final class NotPermittedException extends ToolsException {
  private static final long serialVersionUID = 1L;

  /**
   * With what was attempted and who may do it.
   *
   * @param message the sentence
   * @param advice what to try, such as {@code run it as root}
   */
  public NotPermittedException(String message, String advice) {
    super("not_permitted", message, advice);
  }
}
