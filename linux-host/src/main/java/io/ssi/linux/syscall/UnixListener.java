package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A unix(7) socket that others connect to; thread-safe. Closing ends an accept that waits, with
 * EBADF, and leaves the file, which its maker removes.
 */
public final class UnixListener implements AutoCloseable {
  private static final int SHUT_RDWR = 2;

  private final Descriptor descriptor;
  private final SocketType type;

  private UnixListener(Descriptor descriptor, SocketType type) {
    this.descriptor = descriptor;
    this.type = type;
  }

  /**
   * Makes the socket file and listens.
   *
   * @param backlog how many may wait to be accepted
   * @throws SystemCallException EADDRINUSE when the file exists, be its maker alive or not
   */
  public static UnixListener listen(Path path, SocketType type, int backlog) {
    int flags = type.number() | UnixSocket.SOCK_CLOEXEC | OpenFlag.NON_BLOCKING.bits();
    int number = (int) Libc.SOCKET.require(path.toString(), UnixSocket.AF_UNIX, flags, 0);
    Descriptor descriptor = Descriptor.adopt(number, path.toString());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = UnixAddress.of(arena, path);
      Libc.BIND.require(path.toString(), number, address, (int) address.byteSize());
      Libc.LISTEN.require(path.toString(), number, backlog);
      return new UnixListener(descriptor, type);
    } catch (RuntimeException e) {
      descriptor.close();
      throw e;
    }
  }

  /** Waits for the next that connects. */
  public UnixSocket accept() {
    while (true) {
      Optional<UnixSocket> accepted = accept(Poller.FOREVER);
      if (accepted.isPresent()) {
        return accepted.get();
      }
    }
  }

  /** Waits for the next that connects; empty when the time is over. */
  public Optional<UnixSocket> accept(Duration limit) {
    return accept(limit.toNanos());
  }

  @Override
  public void close() {
    descriptor.closeAfter(
        // An accept that waits keeps the number for a moment; nobody is to connect in that time.
        number -> Libc.SHUTDOWN.call(number, SHUT_RDWR));
  }

  private Optional<UnixSocket> accept(long nanos) {
    descriptor.use("accept4");
    try {
      while (descriptor.await("accept4", Libc.POLLIN, nanos) != 0) {
        long number =
            Libc.ACCEPT.call(
                descriptor.number(),
                MemorySegment.NULL,
                MemorySegment.NULL,
                UnixSocket.SOCK_CLOEXEC);
        if (number >= 0) {
          Descriptor accepted = Descriptor.adopt((int) number, "connection to " + descriptor);
          return Optional.of(UnixSocket.of(accepted, type));
        }
        if (number != -Errno.EAGAIN.number()) {
          throw SystemCallException.of("accept4", descriptor.toString(), (int) -number);
        }
      }
      return Optional.empty();
    } finally {
      descriptor.release();
    }
  }
}
