package io.ssi.linux.criu;

import io.ssi.linux.syscall.Descriptor;

/**
 * A file that takes the place of one that was outside when the tree was dumped.
 *
 * @param key which one, as CRIU's {@code inherit-fd} names it: {@code pipe:[INODE]} or a path
 *     without its leading slash
 * @param replacement stays the caller's, who may close it when the restore is held
 */
public record InheritedFile(String key, Descriptor replacement) {

  /** The end of a pipe whose other end was outside; the inode number is that of the old pipe. */
  public static InheritedFile pipe(long inode, Descriptor replacement) {
    return new InheritedFile("pipe:[" + inode + "]", replacement);
  }
}
