package io.ssi.linux.procfs;

import java.util.Map;
import java.util.Optional;

/**
 * {@code /proc/PID/ns}, see {@code proc_pid_ns(5)}: which namespaces a process is in. Two processes
 * are in the same namespace of a kind exactly when the numbers are the same.
 *
 * @param inodes number of the namespace by kind; a kind that the kernel or the process (a zombie, a
 *     namespace of children not yet made) does not have is left out
 */
public record NamespaceLinks(Map<NamespaceKind, Long> inodes) {

  private static final String FILE = "/proc/PID/ns/KIND";

  /** Takes a copy of the map. */
  public NamespaceLinks {
    inodes = Map.copyOf(inodes);
  }

  /**
   * The namespace of a kind.
   *
   * @param kind its kind
   * @return its number, or empty
   */
  public Optional<Long> inode(NamespaceKind kind) {
    return Optional.ofNullable(inodes.get(kind));
  }

  /**
   * Parses the target of one link, such as {@code pid:[4026531836]}.
   *
   * @param kind the link's kind
   * @param target the link's target
   * @return the namespace's number
   * @throws CorruptProcFileException if it is not of that form and kind
   */
  public static long parse(NamespaceKind kind, String target) {
    String start = kind.label() + ":[";
    if (!target.startsWith(start) || !target.endsWith("]")) {
      throw new CorruptProcFileException(FILE, "not a namespace of kind " + kind.label(), target);
    }
    try {
      return Long.parseUnsignedLong(target.substring(start.length(), target.length() - 1));
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "not a number", target, e);
    }
  }
}
