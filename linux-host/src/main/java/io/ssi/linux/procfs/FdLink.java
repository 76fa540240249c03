package io.ssi.linux.procfs;

/**
 * An open file descriptor of a process.
 *
 * @param number the descriptor
 * @param target a path, or the kernel's name for what has none, such as {@code socket:[4711]}
 */
public record FdLink(int number, String target) {

  /** What a descriptor refers to, as far as its name tells. */
  public enum Kind {
    /** Something with a path: a file, a directory, a device, a named pipe. */
    PATH,
    /** A socket. */
    SOCKET,
    /** An unnamed pipe. */
    PIPE,
    /** A kernel object without an inode of its own: eventfd, epoll, timerfd, io_uring, pidfd. */
    ANONYMOUS,
    /** A file without a name: memfd, or a file that was deleted. */
    DELETED,
    /** Anything else, such as a namespace. */
    OTHER
  }

  /**
   * What the descriptor refers to.
   *
   * @return its kind
   */
  public Kind kind() {
    if (target.startsWith("socket:[")) {
      return Kind.SOCKET;
    }
    if (target.startsWith("pipe:[")) {
      return Kind.PIPE;
    }
    if (target.startsWith("anon_inode:")) {
      return Kind.ANONYMOUS;
    }
    if (!target.startsWith("/")) {
      return Kind.OTHER;
    }
    return target.endsWith(" (deleted)") ? Kind.DELETED : Kind.PATH;
  }
}
