package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Locks that belong to an open file and not to a process, so that whoever has a copy of the
 * descriptor can take them: those of flock(2), and F_OFD_SETLK of fcntl(2).
 */
public final class OpenFileLock {
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int F_OFD_SETLK = 37;
  private static final short F_RDLCK = 0;
  private static final short F_WRLCK = 1;
  // struct flock of 64 bits: type, whence, start, length, pid.
  private static final int BYTES = 32;

  private OpenFileLock() {}

  /**
   * Takes a lock of flock(2) without waiting.
   *
   * @param file whose
   * @param exclusive or shared
   * @return false if somebody else has it
   */
  public static boolean tryWhole(Descriptor file, boolean exclusive) {
    file.use("flock");
    try {
      long result = Libc.FLOCK.call(file.number(), (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB);
      return taken("flock", file, result);
    } finally {
      file.release();
    }
  }

  /**
   * Takes a lock of F_OFD_SETLK without waiting.
   *
   * @param file whose
   * @param exclusive or shared
   * @param start first byte
   * @param length bytes; 0 for all that follow
   * @return false if somebody else has a part of it
   */
  public static boolean tryRange(Descriptor file, boolean exclusive, long start, long length) {
    file.use("fcntl");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment range = arena.allocate(BYTES, 8);
      range.set(JAVA_SHORT, 0, exclusive ? F_WRLCK : F_RDLCK);
      range.set(JAVA_LONG, 8, start);
      range.set(JAVA_LONG, 16, length);
      return taken("fcntl", file, Libc.FCNTL.call(file.number(), F_OFD_SETLK, range.address()));
    } finally {
      file.release();
    }
  }

  private static boolean taken(String call, Descriptor file, long result) {
    if (result == -Errno.EAGAIN.number() || result == -Errno.EACCES.number()) {
      return false;
    }
    if (result < 0) {
      throw SystemCallException.of(call, file.toString(), (int) -result);
    }
    return true;
  }
}
