package io.ssi.tools.service;

/** The verb was typed in a way that means nothing. Nothing was done. */
public final class UsageException extends ToolsException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is wrong; the hint at {@code ssi help} is added when it is shown.
   *
   * @param message what was typed and why it means nothing
   */
  public UsageException(String message) {
    super("usage", message, "");
  }
}
