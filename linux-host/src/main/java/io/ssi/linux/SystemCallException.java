package io.ssi.linux;

/** A system call failed: which, on what, with which errno, and what may help. */
public class SystemCallException extends LinuxException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String subject;
  private final int number;

  /** For the factory methods and subclasses; an empty advice stands for none. */
  protected SystemCallException(String operation, String subject, int number, String advice) {
    super(message(operation, subject, number, advice));
    this.operation = operation;
    this.subject = subject;
    this.number = number;
  }

  /** The exception of a number: ESRCH, EPERM and EACCES have classes of their own. */
  public static SystemCallException of(String operation, String subject, int number) {
    return of(operation, subject, number, usualAdvice(Errno.of(number)));
  }

  /** The same with advice for this very case. */
  public static SystemCallException of(
      String operation, String subject, int number, String advice) {
    return switch (Errno.of(number)) {
      case ESRCH -> new NoSuchProcessException(operation, subject, advice);
      case EPERM, EACCES -> new LinuxPermissionException(operation, subject, number, advice);
      default -> new SystemCallException(operation, subject, number, advice);
    };
  }

  /** The same from a constant; not for {@link Errno#UNKNOWN}. */
  public static SystemCallException of(
      String operation, String subject, Errno errno, String advice) {
    return of(operation, subject, errno.number(), advice);
  }

  /** The call, as its manual page is named. */
  public String operation() {
    return operation;
  }

  /** What it was made on: a path, a process, a descriptor. */
  public String subject() {
    return subject;
  }

  /** Why it failed. */
  public Errno errno() {
    return Errno.of(number);
  }

  /** The number itself, for those that {@link Errno} does not name. */
  public int errnoNumber() {
    return number;
  }

  private static String message(String operation, String subject, int number, String advice) {
    Errno errno = Errno.of(number);
    String name = errno == Errno.UNKNOWN ? "errno " + number : errno.name();
    String text = operation + " " + subject + ": " + errno.text() + " (" + name + ")";
    return advice.isEmpty() ? text : text + "; " + advice;
  }

  private static String usualAdvice(Errno errno) {
    return switch (errno) {
      case EPERM -> "root or a capability is needed";
      case EACCES -> "look at the mode of the file and of the directories above it";
      case EMFILE -> "raise the limit of open files (ulimit -n)";
      case ENFILE -> "raise fs.file-max";
      case ENOSYS -> "a newer kernel is needed";
      case ENOSPC, EDQUOT -> "free some space";
      case ENOMEM -> "free some memory, or raise the limit of the cgroup";
      case ECONNREFUSED -> "nobody listens there: was its owner killed?";
      default -> "";
    };
  }
}
