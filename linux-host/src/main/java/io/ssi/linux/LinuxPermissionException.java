package io.ssi.linux;

/** The kernel does not let this user do it (EPERM or EACCES). */
public final class LinuxPermissionException extends SystemCallException {
  private static final long serialVersionUID = 1L;

  /** Says which call was refused on what; an empty advice stands for none. */
  public LinuxPermissionException(String operation, String subject, int number, String advice) {
    super(operation, subject, number, advice);
  }
}
