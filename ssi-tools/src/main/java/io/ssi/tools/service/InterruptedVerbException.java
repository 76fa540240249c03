package io.ssi.tools.service;

/** The caller ended the verb before it was done. The message says what was done and what not. */
public final class InterruptedVerbException extends ToolsException {
  private static final long serialVersionUID = 1L;

  private final Cancellation.Reason reason;

  /**
   * With the state of things.
   *
   * @param reason why it ended
   * @param done what has been done by now, as a clause: {@code application 17 runs on on node1}
   */
  public InterruptedVerbException(Cancellation.Reason reason, String done) {
    super("interrupted", reason.words() + ": " + done, "");
    this.reason = reason;
  }

  /**
   * Why it ended.
   *
   * @return the reason of the cancellation
   */
  public Cancellation.Reason reason() {
    return reason;
  }
}
