package io.ssi.linux.syscall;

import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Which unix socket is connected to which, by their inode numbers; {@code /proc/net/unix} does not
 * tell. Asked by sock_diag(7), for the network namespace of the caller.
 */
public final class UnixPeers {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short REQUEST_DUMP = 0x301;
  private static final short NLMSG_ERROR = 2;
  private static final short NLMSG_DONE = 3;
  private static final byte AF_UNIX = 1;
  private static final int SHOW_PEER = 4;
  private static final short PEER = 2;
  private static final int HEAD = 16;
  private static final int MESSAGE = 16;
  private static final int REQUEST_BYTES = HEAD + 24;
  // The kernel fills at most 32 KiB at once.
  private static final int ANSWER_BYTES = 1 << 16;

  private UnixPeers() {}

  /**
   * Asks for all.
   *
   * @return the peer of each socket that has one that is not closed
   * @throws SystemCallException if the kernel does not know how to tell
   */
  public static Map<Long, Long> all() {
    String label = "sock_diag";
    int number =
        (int) Libc.SOCKET.require(label, AF_NETLINK, SOCK_RAW | Libc.O_CLOEXEC, NETLINK_SOCK_DIAG);
    Map<Long, Long> peers = new HashMap<>();
    try (Descriptor socket = Descriptor.adopt(number, label);
        Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
      request.copyFrom(MemorySegment.ofArray(request()));
      Libc.WRITE.require(label, socket.number(), request, (long) REQUEST_BYTES);
      MemorySegment answer = arena.allocate(ANSWER_BYTES, 8);
      boolean more = true;
      while (more) {
        long got = Libc.READ.require(label, socket.number(), answer, (long) ANSWER_BYTES);
        more = got > 0 && collect(answer.asSlice(0, got), peers);
      }
    }
    return peers;
  }

  private static byte[] request() {
    return ByteBuffer.allocate(REQUEST_BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(REQUEST_BYTES)
        .putShort(SOCK_DIAG_BY_FAMILY)
        .putShort(REQUEST_DUMP)
        .putInt(1)
        .putInt(0)
        .put(AF_UNIX)
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(-1)
        .putInt(0)
        .putInt(SHOW_PEER)
        .array();
  }

  /** Takes one answer apart; false when it is the last. */
  private static boolean collect(MemorySegment answer, Map<Long, Long> peers) {
    ByteBuffer in =
        ByteBuffer.wrap(answer.toArray(ValueLayout.JAVA_BYTE)).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at + HEAD <= in.limit()) {
      int length = in.getInt(at);
      short type = in.getShort(at + 4);
      if (type == NLMSG_DONE || length < HEAD) {
        return false;
      }
      if (type == NLMSG_ERROR) {
        throw SystemCallException.of("sock_diag", "unix sockets", -in.getInt(at + HEAD));
      }
      long peer = peer(in, at + HEAD + MESSAGE, Math.min(at + length, in.limit()));
      if (peer != 0) {
        peers.put(Integer.toUnsignedLong(in.getInt(at + HEAD + 4)), peer);
      }
      at += (length + 3) & ~3;
    }
    return true;
  }

  /**
   * The attributes of a message, each of length, type and value; 0 if the peer is not among them.
   */
  private static long peer(ByteBuffer in, int from, int end) {
    for (int at = from; at + 8 <= end; at += (in.getShort(at) + 3) & ~3) {
      if (in.getShort(at + 2) == PEER) {
        return Integer.toUnsignedLong(in.getInt(at + 4));
      }
      if (in.getShort(at) < 4) {
        return 0;
      }
    }
    return 0;
  }
}
