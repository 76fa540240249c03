package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;

/**
 * A lock on a file that a process of an image holds.
 *
 * @param pid the process, as numbered inside
 * @param descriptor through which of its descriptors
 * @param owner whose it is
 * @param exclusive or shared
 * @param start first byte; 0 for those of flock(2)
 * @param length bytes; 0 for all that follow
 */
public record HeldLock(
    InsidePid pid, int descriptor, Owner owner, boolean exclusive, long start, long length) {

  /** Whose a lock is. */
  public enum Owner {
    /** The process: F_SETLK of fcntl(2). Nobody else can take it. */
    PROCESS,
    /** The open file, as a whole: flock(2). */
    OPEN_FILE,
    /** The open file, a range of it: F_OFD_SETLK of fcntl(2). */
    OPEN_FILE_RANGE
  }
}
