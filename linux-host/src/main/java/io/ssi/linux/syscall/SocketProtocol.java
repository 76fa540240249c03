package io.ssi.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel calls the protocol of a socket: {@code TCP}, {@code UNIX-STREAM}, {@code MPTCP}.
 */
public final class SocketProtocol {
  // Of sockfs in the kernel's net/socket.c.
  private static final String ATTRIBUTE = "system.sockprotoname";
  private static final int LONGEST = 64;

  private SocketProtocol() {}

  /**
   * Reads it, of any process's socket.
   *
   * @param link such as {@code /proc/4711/fd/3}
   * @return empty for what is no socket (any more), or may not be looked at
   */
  public static Optional<String> of(Path link) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(LONGEST);
      long length =
          Libc.GETXATTR.call(
              arena.allocateFrom(link.toString()),
              arena.allocateFrom(ATTRIBUTE),
              value,
              (long) LONGEST);
      if (length <= 0) {
        return Optional.empty();
      }
      byte[] text = value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return Optional.of(new String(text, StandardCharsets.US_ASCII).replace("\0", ""));
    }
  }
}
