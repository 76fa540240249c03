package io.ssi.tools.service;

/** The time that the caller gave is over. The message says what was done and what goes on. */
public final class TimedOutException extends ToolsException {
  private static final long serialVersionUID = 1L;

  /**
   * With what was waited for.
   *
   * @param message what was waited for, how long, and what is the case now
   * @param advice what to try; may be empty
   */
  public TimedOutException(String message, String advice) {
    super("timed_out", message, advice);
  }
}
