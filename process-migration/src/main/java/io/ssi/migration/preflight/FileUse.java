package io.ssi.migration.preflight;

import java.util.Optional;

/**
 * A file that a process has open or mapped, or stands in, and that must be the same on the node it
 * goes to.
 *
 * @param path absolute
 * @param size in bytes; meaningless for a directory
 * @param mode type and permission bits, as {@code st_mode} of inode(7)
 * @param inode its number, by which a node recognises a file that both share, which may grow while
 *     it is looked at; 0 if it is not known
 * @param appendOnly open only to be appended to, so that its size may be another one
 * @param buildId of a program or library that is mapped, as hexadecimal digits
 */
public record FileUse(
    String path, long size, int mode, long inode, boolean appendOnly, Optional<String> buildId) {
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;

  /**
   * Whether it is a directory.
   *
   * @return true for a directory
   */
  public boolean isDirectory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  /**
   * Whether it is a regular file.
   *
   * @return true for a file with content of its own
   */
  public boolean isRegular() {
    return (mode & TYPE_MASK) == REGULAR;
  }
}
