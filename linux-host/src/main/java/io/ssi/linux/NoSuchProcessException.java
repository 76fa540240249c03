package io.ssi.linux;

/** The process has ended, and was reaped, before the call reached it (ESRCH). */
public final class NoSuchProcessException extends SystemCallException {
  private static final long serialVersionUID = 1L;

  /** Says which call did not find which process; an empty advice stands for none. */
  public NoSuchProcessException(String operation, String subject, String advice) {
    super(operation, subject, Errno.ESRCH.number(), advice);
  }
}
