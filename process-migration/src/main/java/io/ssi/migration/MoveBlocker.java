package io.ssi.migration;

/**
 * One reason why an application cannot move, found without touching it.
 *
 * @param code the kind of reason
 * @param subject the thing it concerns: a process, a path, a node
 * @param message why that thing is in the way, as a clause
 * @param advice what to do about it
 */
public record MoveBlocker(Code code, String subject, String message, String advice) {

  /** The kinds of reasons. The names are part of the JSON output. */
  public enum Code {
    /** An io_uring instance: its kernel state cannot be saved. */
    IO_URING,
    /** A userfaultfd: its kernel state cannot be saved. */
    USERFAULTFD,
    /** An open device that the other node cannot be assumed to have in the same state. */
    DEVICE,
    /** Its standard streams go to the command that started it in the foreground. */
    FOREGROUND,
    /** A debugger or tracer is attached. */
    TRACED,
    /** An established TCP connection to a process outside of the application. */
    TCP_OUTSIDE,
    /** An established TCP connection between processes of the application. */
    TCP_INSIDE,
    /** A connection that waits to be accepted. */
    TCP_UNACCEPTED,
    /** A process in a namespace of its own: it could be saved, but not brought back. */
    NAMESPACE,
    /** CRIU lacks a right to look at a process. */
    MISSING_CAPABILITY,
    /** A file that is not on the target. */
    FILE_MISSING,
    /** A file that is another one on the target. */
    FILE_DIFFERS,
    /** The target's processor lacks a feature. */
    CPU_FEATURE,
    /** The target's kernel is older. */
    KERNEL_VERSION,
    /** CRIU is missing or older on the target. */
    CRIU_VERSION,
    /** The target does not take part in the cluster. */
    TARGET_NOT_ONLINE,
    /** The application is there already. */
    ALREADY_THERE,
    /** The target has not enough free memory. */
    NO_MEMORY,
    /** Not enough free disk space. */
    NO_DISK,
    /** The caller may not move it. */
    NOT_PERMITTED,
    /** Something else is being done with the application. */
    BUSY
  }

  /**
   * The reason as one sentence without a full stop.
   *
   * @return subject, message and advice
   */
  public String sentence() {
    return subject + " " + message + " (" + advice + ")";
  }
}
