package io.ssi.linux.procfs;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/fd}, see {@code proc_pid_fd(5)}: the open descriptors of a process. A descriptor
 * that is closed while the directory is read is left out.
 *
 * @param links by number
 */
public record FdDirectory(List<FdLink> links) {

  /** Takes a copy of the list. */
  public FdDirectory {
    links = List.copyOf(links);
  }

  /**
   * One descriptor.
   *
   * @param number its number
   * @return where it leads, or empty if it is not open
   */
  public Optional<FdLink> link(int number) {
    return links.stream().filter(link -> link.number() == number).findFirst();
  }
}
