package io.ssi.migration.preflight;

/**
 * A file that a process has open or mapped, or stands in, and that must be the same on the node it
 * goes to.
 *
 * @param path absolute
 * @param size in bytes; meaningless for a directory
 * @param mode type and permission bits, as {@code st_mode} of inode(7)
 * @param appendOnly open only to be appended to, so that its size may be another one
 */
public record FileUse(String path, long size, int mode, boolean appendOnly) {
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;

  /**
   * Whether it is a directory.
   *
   * @return true for a directory
   */
  public boolean isDirectory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }
}
