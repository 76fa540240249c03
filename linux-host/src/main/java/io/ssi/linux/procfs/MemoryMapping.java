package io.ssi.linux.procfs;

import java.util.Optional;

/**
 * One range of a process's address space: a line of {@code /proc/PID/maps}.
 *
 * @param start first address, unsigned
 * @param end address after the last, unsigned
 * @param permissions four characters: {@code r}, {@code w}, {@code x} or {@code -}, then {@code p}
 *     for private or {@code s} for shared
 * @param offset where in the file the range begins, in bytes
 * @param device major and minor number of the file's device, as {@code 08:01}; {@code 00:00}
 *     without a file
 * @param inode the file's inode; 0 without a file
 * @param name path of the file, with {@code " (deleted)"} behind it when it was deleted, or what
 *     the kernel calls the range, such as {@code [stack]}; empty for memory without a name
 */
public record MemoryMapping(
    long start,
    long end,
    String permissions,
    long offset,
    String device,
    long inode,
    Optional<String> name) {

  private static final String DELETED = " (deleted)";

  /**
   * Size of the range.
   *
   * @return bytes
   */
  public long bytes() {
    return end - start;
  }

  /**
   * Whether writes reach the file, or other processes.
   *
   * @return true for a shared mapping
   */
  public boolean isShared() {
    return permissions.charAt(3) == 's';
  }

  /**
   * Whether the range is of a file.
   *
   * @return true for files, deleted ones and memory with an inode included
   */
  public boolean isOfFile() {
    return inode != 0;
  }

  /**
   * Whether the file has no name any more.
   *
   * @return true if the kernel says so
   */
  public boolean isDeleted() {
    return isOfFile() && name.filter(text -> text.endsWith(DELETED)).isPresent();
  }
}
