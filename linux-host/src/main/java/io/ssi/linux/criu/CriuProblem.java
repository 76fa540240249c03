package io.ssi.linux.criu;

/**
 * One thing that CRIU complained about, in words for the person who has to act on it.
 *
 * @param kind for programs
 * @param subject the thing it concerns: a path, a pid, a number of a descriptor; empty where CRIU
 *     does not say
 * @param message what is the matter
 * @param advice what to try
 */
public record CriuProblem(Kind kind, String subject, String message, String advice) {

  /** What sort of thing stands in the way. */
  public enum Kind {
    /** An io_uring instance is open. */
    IO_URING,
    /** A userfaultfd is open. */
    USERFAULTFD,
    /** A device other than the harmless ones is open. */
    DEVICE,
    /** A file or an area of memory of a kind that CRIU does not know. */
    UNSUPPORTED_FILE,
    /** A socket of a kind that CRIU does not know. */
    UNSUPPORTED_SOCKET,
    /** An established TCP connection. */
    TCP_CONNECTION,
    /** Traffic of a connection could not be stopped. */
    NETWORK_LOCK,
    /** A unix socket whose other end is outside. */
    UNIX_SOCKET,
    /** A terminal whose master is outside. */
    TERMINAL,
    /** The leader of a session is outside. */
    SESSION,
    /** A deleted file that is still open. */
    DELETED_FILE,
    /** A file on a mount that the container does not have. */
    OUTSIDE_MOUNT,
    /** A file lock. */
    FILE_LOCK,
    /** A file that is not there at the restore. */
    FILE_MISSING,
    /** A file that is another one at the restore. */
    FILE_CHANGED,
    /** A process id that is in use at the restore. */
    PID_TAKEN,
    /** A process under a tracer. */
    TRACED,
    /** A namespace inside the container. */
    NAMESPACE,
    /** A System V shared segment. */
    SHARED_SEGMENT,
    /** The process to dump does not exist. */
    PROCESS_GONE,
    /** Disk or memory is full. */
    NO_SPACE,
    /** A right is missing. */
    PERMISSION,
    /** An image is incomplete or damaged. */
    IMAGE_DAMAGED,
    /** The processor lacks something that the image needs. */
    CPU,
    /** This CRIU does not fit this kernel. */
    KERNEL,
    /** None of the above: the message is CRIU's own. */
    OTHER
  }
}
