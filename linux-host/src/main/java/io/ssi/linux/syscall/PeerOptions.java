package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Reads the socket options that say who the peer is. */
final class PeerOptions {
  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int SO_PEERGROUPS = 59;
  // NGROUPS_MAX of the kernel is 65536, four bytes each.
  private static final int MOST_GROUP_BYTES = 1 << 18;

  private PeerOptions() {}

  static PeerCredentials read(Descriptor socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(JAVA_INT);
      MemorySegment peer = arena.allocate(12, 4);
      length.set(JAVA_INT, 0, 12);
      Libc.GETSOCKOPT.require(
          socket.toString(), socket.number(), SOL_SOCKET, SO_PEERCRED, peer, length);
      return new PeerCredentials(
          peer.get(JAVA_INT, 0), peer.get(JAVA_INT, 4), peer.get(JAVA_INT, 8), groups(socket));
    }
  }

  private static List<Integer> groups(Descriptor socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(JAVA_INT);
      int bytes = 256;
      while (true) {
        MemorySegment list = arena.allocate(bytes, 4);
        length.set(JAVA_INT, 0, bytes);
        long result =
            Libc.GETSOCKOPT.call(socket.number(), SOL_SOCKET, SO_PEERGROUPS, list, length);
        if (result >= 0) {
          int[] numbers = list.asSlice(0, length.get(JAVA_INT, 0)).toArray(JAVA_INT);
          return Arrays.stream(numbers).boxed().toList();
        }
        // The kernel says in the length how much it needs.
        int wanted = length.get(JAVA_INT, 0);
        if (result != -Errno.ERANGE.number() || wanted <= bytes || wanted > MOST_GROUP_BYTES) {
          throw SystemCallException.of("getsockopt", socket.toString(), (int) -result);
        }
        bytes = wanted;
      }
    }
  }
}
