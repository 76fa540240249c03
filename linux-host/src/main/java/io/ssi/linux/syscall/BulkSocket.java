package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Much data through a connected stream socket: one system call for each buffer, which is allocated
 * once. {@link Descriptor} asks poll(2) first and lets go of its buffer after each call.
 *
 * <p>Made, used and closed by one platform thread, which waits in the kernel itself; {@link
 * UnixSocket#shutdown} by another thread ends a wait, interrupting does not. Closing gives back the
 * memory and leaves the socket open.
 */
public final class BulkSocket implements AutoCloseable {
  private final Descriptor descriptor;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory;

  /**
   * For the calling thread.
   *
   * @param socket a stream; stays the caller's
   * @param bufferBytes the most that one system call moves
   */
  public BulkSocket(UnixSocket socket, int bufferBytes) {
    this.descriptor = socket.descriptor();
    this.memory = arena.allocate(bufferBytes);
  }

  /**
   * Reads what has come, waiting for the first byte.
   *
   * @return how many bytes; -1 at the end
   * @throws SystemCallException of read(2), or EBADF after the socket was closed
   */
  public int read(byte[] buffer) {
    int most = (int) Math.min(buffer.length, memory.byteSize());
    int count = transfer(Libc.READ, Libc.POLLIN, most);
    MemorySegment.copy(memory, JAVA_BYTE, 0, buffer, 0, count);
    return count == 0 ? -1 : count;
  }

  /**
   * Writes all of the range, waiting for room as often as needed.
   *
   * @throws SystemCallException of write(2): EPIPE if nobody can read; or EBADF after the socket
   *     was closed
   */
  public void write(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int done = 0;
    while (done < length) {
      int most = (int) Math.min(length - done, memory.byteSize());
      MemorySegment.copy(buffer, offset + done, memory, JAVA_BYTE, 0, most);
      done += transfer(Libc.WRITE, Libc.POLLOUT, most);
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  private int transfer(NativeFunction function, int events, int length) {
    descriptor.use(function.name());
    try {
      long result = function.call(descriptor.number(), memory, (long) length);
      while (result == -Errno.EAGAIN.number()) {
        descriptor.await(function.name(), events, Poller.FOREVER);
        result = function.call(descriptor.number(), memory, (long) length);
      }
      if (result < 0) {
        throw SystemCallException.of(function.name(), descriptor.toString(), (int) -result);
      }
      return (int) result;
    } finally {
      descriptor.release();
    }
  }
}
