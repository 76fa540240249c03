package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that takes bytes out of a pipe(7) with splice(2): whenever this process is killed, every
 * byte is in one of the two, and the file's size says how many have left the pipe.
 *
 * <p>Any thread; whoever adds to it must be alone in that. Blocks for the file system only. Every
 * failure is a {@link SystemCallException}.
 */
public final class SplicedFile implements AutoCloseable {
  private static final int SEEK_END = 2;
  private static final int SPLICE_F_NONBLOCK = 2;

  private final Descriptor file;

  private SplicedFile(Descriptor file) {
    this.file = file;
  }

  /**
   * Opens one for reading and writing; a symbolic link fails with ELOOP.
   *
   * @param path where
   * @return one that was there
   */
  public static SplicedFile open(Path path) {
    return new SplicedFile(Descriptor.open(path, OpenFlag.READ_WRITE, OpenFlag.NO_FOLLOW));
  }

  /**
   * Makes one that is empty, with mode 0600; a symbolic link fails with ELOOP.
   *
   * @param path where; what was there is emptied
   * @return for reading and writing
   */
  public static SplicedFile create(Path path) {
    return new SplicedFile(
        Descriptor.open(
            path, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE, OpenFlag.NO_FOLLOW));
  }

  /**
   * Moves what is in a pipe to the end of this file; does not wait for more.
   *
   * @param pipe the end to read from
   * @param most how many bytes at most
   * @return how many; 0 if there are none now, -1 if nothing can follow
   */
  public int take(Descriptor pipe, int most) {
    pipe.use("splice");
    try {
      long end = size();
      return take(pipe, end, most);
    } finally {
      pipe.release();
    }
  }

  private int take(Descriptor pipe, long at, int most) {
    file.use("splice");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offset = arena.allocateFrom(ValueLayout.JAVA_LONG, at);
      long count =
          Libc.SPLICE.call(
              pipe.number(),
              MemorySegment.NULL,
              file.number(),
              offset,
              (long) most,
              SPLICE_F_NONBLOCK);
      if (count == -Errno.EAGAIN.number()) {
        return 0;
      }
      if (count < 0) {
        throw SystemCallException.of("splice", pipe + " to " + file, (int) -count);
      }
      return count == 0 ? -1 : (int) count;
    } finally {
      file.release();
    }
  }

  /**
   * How long it is.
   *
   * @return bytes
   */
  public long size() {
    file.use("lseek");
    try {
      return Libc.LSEEK.require(file.toString(), file.number(), 0L, SEEK_END);
    } finally {
      file.release();
    }
  }

  /**
   * Reads a part of it.
   *
   * @param at the offset of the first byte
   * @param length how many bytes
   * @return those; fewer only if the file ends before
   */
  public byte[] read(long at, int length) {
    file.use("pread");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Math.max(length, 1));
      int done = 0;
      while (done < length) {
        MemorySegment rest = memory.asSlice(done);
        long count =
            Libc.PREAD.require(
                file.toString(), file.number(), rest, (long) (length - done), at + done);
        if (count == 0) {
          break;
        }
        done += (int) count;
      }
      byte[] bytes = new byte[done];
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, done);
      return bytes;
    } finally {
      file.release();
    }
  }

  /**
   * Writes all of a range. Killed in the middle, the first bytes of it may be there.
   *
   * @param at the offset that the first byte gets
   * @param bytes of which
   * @param offset of the first
   * @param length how many
   */
  public void write(long at, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    file.use("pwrite");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Math.max(length, 1));
      MemorySegment.copy(bytes, offset, memory, ValueLayout.JAVA_BYTE, 0, length);
      int done = 0;
      while (done < length) {
        MemorySegment rest = memory.asSlice(done);
        done +=
            (int)
                Libc.PWRITE.require(
                    file.toString(), file.number(), rest, (long) (length - done), at + done);
      }
    } finally {
      file.release();
    }
  }

  /**
   * Gives it another length.
   *
   * @param size what is behind is gone; what is new is zero
   */
  public void truncate(long size) {
    file.use("ftruncate");
    try {
      var _ = Libc.FTRUNCATE.require(file.toString(), file.number(), size);
    } finally {
      file.release();
    }
  }

  @Override
  public void close() {
    file.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
