package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connected unix(7) socket that carries bytes and descriptors.
 *
 * <p>Thread-safe: sends are not mixed, one thread at a time receives. Waiting is as the package
 * says. After {@link #close} every call fails with EBADF.
 */
public final class UnixSocket implements AutoCloseable {
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int SHUT_WR = 1;
  private static final int SHUT_RDWR = 2;
  static final int AF_UNIX = 1;
  static final int SOCK_CLOEXEC = 0x80000;

  private final Descriptor descriptor;
  private final SocketType type;
  private final ReentrantLock sending = new ReentrantLock();

  private UnixSocket(Descriptor descriptor, SocketType type) {
    this.descriptor = descriptor;
    this.type = type;
  }

  /** Two sockets that are connected to each other. */
  public record Pair(UnixSocket first, UnixSocket second) implements AutoCloseable {
    @Override
    public void close() {
      first.close();
      second.close();
    }
  }

  /** Makes two connected sockets; socketpair(2). */
  public static Pair pair(SocketType type) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      Libc.SOCKETPAIR.require("new pair", AF_UNIX, type.number() | SOCK_CLOEXEC, 0, ends);
      return new Pair(
          of(Descriptor.adopt(ends.get(JAVA_INT, 0), "first of a socket pair"), type),
          of(Descriptor.adopt(ends.get(JAVA_INT, 4), "second of a socket pair"), type));
    }
  }

  /**
   * Connects to a listener, without waiting.
   *
   * @throws SystemCallException ENOENT and ECONNREFUSED when nobody listens, EAGAIN when its queue
   *     is full
   */
  public static UnixSocket connect(Path path, SocketType type) {
    int nonBlocking = OpenFlag.NON_BLOCKING.bits();
    int number =
        (int)
            Libc.SOCKET.require(
                path.toString(), AF_UNIX, type.number() | SOCK_CLOEXEC | nonBlocking, 0);
    Descriptor descriptor = Descriptor.adopt(number, path.toString());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = UnixAddress.of(arena, path);
      Libc.CONNECT.require(path.toString(), number, address, (int) address.byteSize());
      return of(descriptor, type);
    } catch (RuntimeException e) {
      descriptor.close();
      throw e;
    }
  }

  /** Takes over a descriptor that is a connected unix socket of that type. */
  public static UnixSocket of(Descriptor descriptor, SocketType type) {
    return new UnixSocket(descriptor, type);
  }

  /** The descriptor, still owned by this socket: to be given to a child. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Sends bytes, and with them copies of descriptors, which stay open here; waits for room.
   *
   * @throws SystemCallException EPIPE when the peer is gone, EMSGSIZE when a SEQPACKET message is
   *     larger than the socket's buffer (about 200 KB by default)
   */
  public void send(byte[] bytes, Descriptor... descriptors) {
    send(bytes, List.of(descriptors));
  }

  /** The same with a list; at least one byte, at most 253 descriptors. */
  public void send(byte[] bytes, List<Descriptor> descriptors) {
    if (bytes.length == 0 || descriptors.size() > SocketMessage.MOST_DESCRIPTORS) {
      throw new IllegalArgumentException(
          "A message has at least one byte and at most 253 descriptors, not "
              + bytes.length
              + " and "
              + descriptors.size());
    }
    sending.lock();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
      long sent = sendSome(arena, buffer, descriptors);
      while (sent < bytes.length) {
        sent += sendSome(arena, buffer.asSlice(sent), List.of());
      }
    } finally {
      sending.unlock();
    }
  }

  /** Receives as long as it takes; see {@link #receive(int, Duration)}. */
  public Optional<ReceivedMessage> receive(int mostBytes) {
    return receive(mostBytes, Poller.FOREVER);
  }

  /**
   * Receives one message (SEQPACKET) or what has come (STREAM), with its descriptors.
   *
   * @param mostBytes room for it; EMSGSIZE if a message is longer (the message is lost then)
   * @return empty when the peer has closed and everything was received
   * @throws SystemCallException ETIMEDOUT when nothing came in time
   */
  public Optional<ReceivedMessage> receive(int mostBytes, Duration limit) {
    return receive(mostBytes, limit.toNanos());
  }

  /** Waits until a receive would not wait; false when the time is over. */
  public boolean awaitReadable(Duration limit) {
    return descriptor.awaitReadable(limit);
  }

  /** Who is at the other end. */
  public PeerCredentials peerCredentials() {
    descriptor.use("getsockopt");
    try {
      return PeerOptions.read(descriptor);
    } finally {
      descriptor.release();
    }
  }

  /** The peer sees the end after what was sent; receiving goes on. */
  public void shutdownOutput() {
    shutdown(SHUT_WR);
  }

  /** Both directions end, also for copies of the descriptor in other processes. */
  public void shutdown() {
    shutdown(SHUT_RDWR);
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return type + " socket " + descriptor;
  }

  private void shutdown(int how) {
    descriptor.use("shutdown");
    try {
      Libc.SHUTDOWN.require(descriptor.toString(), descriptor.number(), how);
    } finally {
      descriptor.release();
    }
  }

  private long sendSome(Arena arena, MemorySegment buffer, List<Descriptor> descriptors) {
    descriptor.use("sendmsg");
    descriptors.forEach(passed -> passed.use("sendmsg"));
    try {
      SocketMessage message = SocketMessage.toSend(arena, buffer, descriptors);
      while (true) {
        long sent =
            Libc.SENDMSG.call(descriptor.number(), message.header(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
          return sent;
        }
        if (sent != -Errno.EAGAIN.number()) {
          throw SystemCallException.of("sendmsg", descriptor.toString(), (int) -sent);
        }
        descriptor.await("sendmsg", Libc.POLLOUT, Poller.FOREVER);
      }
    } finally {
      descriptors.forEach(Descriptor::release);
      descriptor.release();
    }
  }

  private Optional<ReceivedMessage> receive(int mostBytes, long nanos) {
    descriptor.use("recvmsg");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(mostBytes);
      SocketMessage message = SocketMessage.toReceive(arena, buffer);
      while (true) {
        if (descriptor.await("recvmsg", Libc.POLLIN, nanos) == 0) {
          throw SystemCallException.of(
              "recvmsg", descriptor.toString(), Errno.ETIMEDOUT, "the peer sent nothing in time");
        }
        long count =
            Libc.RECVMSG.call(
                descriptor.number(), message.header(), MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (count >= 0) {
          return received(message, buffer, count);
        }
        if (count != -Errno.EAGAIN.number()) {
          throw SystemCallException.of("recvmsg", descriptor.toString(), (int) -count);
        }
      }
    } finally {
      descriptor.release();
    }
  }

  private Optional<ReceivedMessage> received(
      SocketMessage message, MemorySegment buffer, long count) {
    List<Descriptor> descriptors = message.descriptors();
    if (message.isTruncated()) {
      descriptors.forEach(Descriptor::close);
      throw SystemCallException.of(
          "recvmsg",
          descriptor.toString(),
          Errno.EMSGSIZE,
          "a message has more than " + buffer.byteSize() + " bytes, or too many descriptors");
    }
    if (count == 0 && descriptors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ReceivedMessage(SocketMessage.copy(buffer, count), descriptors));
  }
}
