package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * An open file descriptor that this object owns; close-on-exec.
 *
 * <p>Thread-safe. {@link #close} may come at any time, is idempotent, and ends what waits with
 * EBADF; the number is given back to the kernel when the last call that uses it has returned, so no
 * call ever reaches a descriptor that took the same number. Reads and writes wait by parking the
 * thread (see the package), but a terminal whose line buffer is full blocks the thread itself.
 */
public final class Descriptor implements AutoCloseable {
  private static final int CREATE_MODE = 0600;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_GETFD = 1;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int SEEK_CUR = 1;
  // A pipe that poll(2) calls writable takes this much without blocking: PIPE_BUF of pipe(7).
  private static final int CHUNK_OF_PIPE = 4096;
  private static final int CHUNK_OF_FILE = 1 << 18;
  private static final long CURRENT_POSITION = -1;
  private static final int RWF_NOWAIT = 8;
  private static final int CLOSED = 1 << 30;

  private final int number;
  private final String label;
  // The owner counts as one until it closes; plus CLOSED from then on.
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile boolean takesPart = true;

  private Descriptor(int number, String label) {
    this.number = number;
    this.label = label;
  }

  /** Takes over a number that nobody else will close. */
  static Descriptor adopt(int number, String label) {
    return new Descriptor(number, label);
  }

  /** Opens a file; fails as open(2) does. Opening a FIFO may block the thread itself. */
  public static Descriptor open(Path path, OpenFlag... flags) {
    int bits = Libc.O_CLOEXEC;
    for (OpenFlag flag : flags) {
      bits |= flag.bits();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      return adopt(
          (int) Libc.OPEN.require(path.toString(), name, bits, CREATE_MODE), path.toString());
    }
  }

  /** Owns a copy of a number that stays open elsewhere, such as 0, 1 and 2; fails with EBADF. */
  public static Descriptor copyOf(int number) {
    String label = "descriptor " + number;
    return adopt((int) Libc.FCNTL.require(label, number, F_DUPFD_CLOEXEC, 0L), label);
  }

  /** The number in this process; of no use to anybody after {@link #close}. */
  public int number() {
    return number;
  }

  /** Whether {@link #close} has not been called yet. */
  public boolean isOpen() {
    return (users.get() & CLOSED) == 0;
  }

  /** A second descriptor for the same open file. */
  public Descriptor duplicate() {
    return duplicateFrom(0);
  }

  /** A second descriptor whose number is at least the given one. */
  Descriptor duplicateFrom(int lowest) {
    use("dup");
    try {
      return adopt((int) Libc.FCNTL.require(label, number, F_DUPFD_CLOEXEC, (long) lowest), label);
    } finally {
      release();
    }
  }

  /**
   * Reads at least one byte, waiting for it.
   *
   * @return how many bytes; -1 at the end of the file, or when nobody can write any more
   */
  public int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    use("read");
    try (Arena arena = Arena.ofConfined()) {
      int most = Math.min(length, CHUNK_OF_FILE);
      MemorySegment memory = arena.allocate(most);
      int count = (int) again(Libc.READ, Libc.POLLIN, memory, most);
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, buffer, offset, count);
      return count == 0 ? -1 : count;
    } finally {
      release();
    }
  }

  /** The same into the whole array. */
  public int read(byte[] buffer) {
    return read(buffer, 0, buffer.length);
  }

  /** Writes all of the range, waiting for room as often as needed; EPIPE if nobody can read. */
  public void write(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    use("write");
    try (Arena arena = Arena.ofConfined()) {
      boolean file = Libc.LSEEK.call(number, 0L, SEEK_CUR) >= 0;
      int chunk = Math.min(length, file ? CHUNK_OF_FILE : CHUNK_OF_PIPE);
      MemorySegment memory = arena.allocate(Math.max(chunk, 1));
      int done = 0;
      while (done < length) {
        int most = Math.min(chunk, length - done);
        MemorySegment.copy(buffer, offset + done, memory, ValueLayout.JAVA_BYTE, 0, most);
        done += (int) again(Libc.WRITE, Libc.POLLOUT, memory, most);
      }
    } finally {
      release();
    }
  }

  /**
   * Writes the first bytes of the range, waiting for room once; EPIPE if nobody can read. When it
   * fails, nothing was written.
   *
   * @return how many, at least one
   */
  public int writeSome(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    use("write");
    try (Arena arena = Arena.ofConfined()) {
      int most = Math.min(length, takesPart ? CHUNK_OF_FILE : CHUNK_OF_PIPE);
      MemorySegment memory = arena.allocate(Math.max(most, 1));
      MemorySegment.copy(buffer, offset, memory, ValueLayout.JAVA_BYTE, 0, most);
      if (takesPart) {
        OptionalInt count = writePart(arena, memory, most);
        if (count.isPresent()) {
          return count.getAsInt();
        }
        takesPart = false;
      }
      return (int) again(Libc.WRITE, Libc.POLLOUT, memory, Math.min(most, CHUNK_OF_PIPE));
    } finally {
      release();
    }
  }

  /** As much as there is room for, RWF_NOWAIT of pwritev2(2); empty where that is not offered. */
  private OptionalInt writePart(Arena arena, MemorySegment memory, int length) {
    MemorySegment vector = arena.allocate(ValueLayout.ADDRESS, 2);
    vector.set(ValueLayout.ADDRESS, 0, memory);
    vector.set(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS.byteSize(), length);
    while (true) {
      long result = Libc.PWRITEV2.call(number, vector, 1, CURRENT_POSITION, RWF_NOWAIT);
      if (result >= 0) {
        return OptionalInt.of((int) result);
      }
      if (result == -Errno.EOPNOTSUPP.number() || result == -Errno.ENOSYS.number()) {
        return OptionalInt.empty();
      }
      if (result != -Errno.EAGAIN.number()) {
        throw SystemCallException.of("write", label, (int) -result);
      }
      await("write", Libc.POLLOUT, Poller.FOREVER);
    }
  }

  /** The same for the whole array. */
  public void write(byte[] buffer) {
    write(buffer, 0, buffer.length);
  }

  /** Waits until a read would not block: data, the end, or an error; false when time is over. */
  public boolean awaitReadable(Duration limit) {
    return await("poll", Libc.POLLIN, limit.toNanos()) != 0;
  }

  /** From now on neither this descriptor nor another for the same open file blocks in a call. */
  public void setNonBlocking() {
    use("fcntl");
    try {
      long flags = Libc.FCNTL.require(label, number, F_GETFL, 0L);
      Libc.FCNTL.require(label, number, F_SETFL, flags | OpenFlag.NON_BLOCKING.bits());
    } finally {
      release();
    }
  }

  /** Makes contents and length of the file, or entries of the directory, durable: fsync(2). */
  public void sync() {
    use("fsync");
    try {
      Libc.FSYNC.require(label, number);
    } finally {
      release();
    }
  }

  /** Reads this descriptor; closing the stream closes it. */
  public InputStream inputStream() {
    return new DescriptorInput(this);
  }

  /** Writes this descriptor, unbuffered; closing the stream closes it. */
  public OutputStream outputStream() {
    return new DescriptorOutput(this);
  }

  @Override
  public void close() {
    closeAfter(fd -> {});
  }

  /** Closes; if it was open, the action comes first, while the number is still ours. */
  void closeAfter(IntConsumer action) {
    int before = users.getAndUpdate(value -> value | CLOSED);
    if ((before & CLOSED) == 0) {
      action.accept(number);
      // Alone, there is nobody to be woken; that saves starting the poller for short lives.
      if (before > 1) {
        Poller.shared().wake(number);
      }
      release();
    }
  }

  @Override
  public String toString() {
    return label;
  }

  /** Keeps the number ours until {@link #release}; fails with EBADF after close. */
  void use(String operation) {
    int before = users.getAndUpdate(value -> (value & CLOSED) == 0 ? value + 1 : value);
    if ((before & CLOSED) != 0) {
      throw SystemCallException.of(operation, label, Errno.EBADF, "it was closed here");
    }
  }

  void release() {
    if (users.decrementAndGet() == CLOSED) {
      // Linux frees the number whatever close(2) returns, so there is nothing to be done about it.
      Libc.CLOSE.callOnce(number);
    }
  }

  /** Whether the number is an open descriptor of this process at all; for tests. */
  static boolean isOpenNumber(int number) {
    return Libc.FCNTL.call(number, F_GETFD, 0L) >= 0;
  }

  /**
   * Waits for one of the events of poll(2), an error or a hang-up.
   *
   * @return the events; 0 when the time is over
   */
  int await(String operation, int events, long nanos) {
    use(operation);
    try {
      long left = nanos;
      int ready = Poller.ready(number, events);
      while (ready == 0 && left > 0) {
        left = Poller.shared().await(number, events, left, this::isOpen);
        if (!isOpen()) {
          throw SystemCallException.of(operation, label, Errno.EBADF, "it was closed here");
        }
        ready = Poller.ready(number, events);
      }
      return ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SystemCallException.of(operation, label, Errno.EINTR, "the thread was interrupted");
    } finally {
      release();
    }
  }

  private long again(NativeFunction function, int events, MemorySegment memory, int length) {
    while (true) {
      await(function.name(), events, Poller.FOREVER);
      long result = function.call(number, memory, (long) length);
      if (result != -Errno.EAGAIN.number()) {
        if (result < 0) {
          throw SystemCallException.of(function.name(), label, (int) -result);
        }
        return result;
      }
    }
  }
}
