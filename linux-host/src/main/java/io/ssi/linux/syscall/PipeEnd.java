package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be asked of a pipe(7) through either of its ends without changing anything that is in
 * it. Any thread; never blocks.
 */
public final class PipeEnd {
  private static final Pattern PIPE = Pattern.compile("pipe:\\[([0-9]{1,18})]");
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int SPLICE_F_NONBLOCK = 2;

  private PipeEnd() {}

  /**
   * The inode number of the pipe, the same for both ends.
   *
   * @param end either end
   * @return its number; empty if the descriptor is no pipe's
   */
  public static OptionalLong inode(Descriptor end) {
    end.use("readlink");
    try {
      Matcher name = PIPE.matcher(Files.readSymbolicLink(own(end)).toString());
      return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Asking which pipe " + end + " belongs to failed", e);
    } finally {
      end.release();
    }
  }

  /**
   * How many bytes the pipe can hold: F_GETPIPE_SZ of fcntl(2).
   *
   * @param end either end
   * @return a multiple of the size of a page
   */
  public static int capacity(Descriptor end) {
    return control(end, F_GETPIPE_SZ, 0);
  }

  /**
   * Makes the pipe hold at least so many bytes; EPERM when that is more than the user may have.
   *
   * @param end either end
   * @param bytes how many
   */
  public static void capacity(Descriptor end, int bytes) {
    var _ = control(end, F_SETPIPE_SZ, bytes);
  }

  /**
   * Whether nothing can come out of the pipe any more: it is empty and nobody can write to it.
   *
   * @param reader the end to read from
   * @return whether that is so; it stays so
   */
  public static boolean isAtEnd(Descriptor reader) {
    reader.use("poll");
    try {
      int events = Poller.ready(reader.number(), Libc.POLLIN);
      return (events & (Libc.POLLIN | Libc.POLLHUP)) == Libc.POLLHUP;
    } finally {
      reader.release();
    }
  }

  /**
   * What was written to the pipe and not read yet; it stays there: tee(2).
   *
   * @param end either end
   * @return all of it; what somebody reads or writes meanwhile may be missing
   */
  public static byte[] content(Descriptor end) {
    end.use("tee");
    try (Descriptor reader = Descriptor.open(own(end), OpenFlag.NON_BLOCKING);
        Pipe copy = Pipe.open()) {
      capacity(copy.writer(), capacity(reader));
      long length =
          Libc.TEE.call(
              reader.number(), copy.writer().number(), (long) Integer.MAX_VALUE, SPLICE_F_NONBLOCK);
      if (length == -Errno.EAGAIN.number()) {
        return new byte[0];
      }
      if (length < 0) {
        throw SystemCallException.of("tee", end.toString(), (int) -length);
      }
      copy.writer().close();
      return rest(copy.reader());
    } finally {
      end.release();
    }
  }

  private static byte[] rest(Descriptor reader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int count = reader.read(buffer); count > 0; count = reader.read(buffer)) {
      all.write(buffer, 0, count);
    }
    return all.toByteArray();
  }

  private static int control(Descriptor end, int command, long argument) {
    end.use("fcntl");
    try {
      return (int) Libc.FCNTL.require(end.toString(), end.number(), command, argument);
    } finally {
      end.release();
    }
  }

  private static Path own(Descriptor end) {
    return Path.of("/proc/self/fd/" + end.number());
  }
}
