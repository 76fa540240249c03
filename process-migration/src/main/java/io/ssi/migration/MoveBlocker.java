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
    /** A TCP connection between processes of the application that another node does not have. */
    TCP_INSIDE,
    /** A connection that waits to be accepted. */
    TCP_UNACCEPTED,
    /** A process in a namespace of its own: it could be saved, but not brought back. */
    NAMESPACE,
    /** CRIU lacks a right to look at a process. */
    MISSING_CAPABILITY,
    /** An open file of a kind that CRIU does not know. */
    UNSUPPORTED_FILE,
    /** A socket of a kind that CRIU does not know. */
    SOCKET_KIND,
    /** A unix socket connected to a process outside of the application. */
    UNIX_OUTSIDE,
    /** A deleted file that is too large to go along, or has another name left. */
    DELETED_FILE,
    /** A lock of a process on a file that both nodes share. */
    FILE_LOCK,
    /** A file that is not on the target. */
    FILE_MISSING,
    /** A file that a new application would write to beside the one that was saved. */
    FILE_SHARED,
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
    /** No node that has the version answers. */
    NO_HOLDER,
    /** The caller may not move it. */
    NOT_PERMITTED,
    /** Something else is being done with the application. */
    BUSY
  }

  /**
   * Whether another reason is of the same kind and about the same thing.
   *
   * @param other found at another time
   * @return true if only the words may differ
   */
  public boolean isAbout(MoveBlocker other) {
    return code == other.code && subject.equals(other.subject);
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
