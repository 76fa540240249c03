package io.ssi.tools.service;

/** As things are, the verb cannot do it. Nothing was changed, or what was begun has been undone. */
public final class RefusedException extends ToolsException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param code what scripts tell the reason by, such as {@code target_not_online}
   * @param message what was attempted, on what, and why it is refused
   * @param advice what to try; may be empty
   */
  public RefusedException(String code, String message, String advice) {
    super(code, message, advice);
  }
}
