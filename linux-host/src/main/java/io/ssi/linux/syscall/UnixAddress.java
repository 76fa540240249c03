package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A struct sockaddr_un. */
final class UnixAddress {
  private static final int MOST_PATH_BYTES = 107;

  private UnixAddress() {}

  static MemorySegment of(Arena arena, Path path) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MOST_PATH_BYTES) {
      throw SystemCallException.of(
          "bind", path.toString(), Errno.ENAMETOOLONG, "a socket's path has at most 107 bytes");
    }
    MemorySegment address = arena.allocate(2L + name.length + 1, 8);
    address.set(JAVA_SHORT, 0, (short) UnixSocket.AF_UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
    return address;
  }
}
