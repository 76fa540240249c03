package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A struct msghdr with one buffer and room for descriptors, as sendmsg(2) and cmsg(3) have it. */
final class SocketMessage {
  /** SCM_MAX_FD of the kernel: no message carries more. */
  static final int MOST_DESCRIPTORS = 253;

  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int CMSG_HEADER = 16;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_CTRUNC = 0x8;

  private final MemorySegment header;
  private final MemorySegment control;

  private SocketMessage(Arena arena, MemorySegment buffer, long controlBytes) {
    MemorySegment vector = arena.allocate(16, 8);
    vector.set(ADDRESS, 0, buffer);
    vector.set(JAVA_LONG, 8, buffer.byteSize());
    control = arena.allocate(Math.max(controlBytes, 8), 8);
    header = arena.allocate(56, 8);
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    if (controlBytes > 0) {
      header.set(ADDRESS, 32, control);
      header.set(JAVA_LONG, 40, controlBytes);
    }
  }

  static SocketMessage toSend(Arena arena, MemorySegment buffer, List<Descriptor> descriptors) {
    int count = descriptors.size();
    SocketMessage message = new SocketMessage(arena, buffer, count == 0 ? 0 : space(count));
    if (count > 0) {
      message.control.set(JAVA_LONG, 0, CMSG_HEADER + 4L * count);
      message.control.set(JAVA_INT, 8, SOL_SOCKET);
      message.control.set(JAVA_INT, 12, SCM_RIGHTS);
      for (int i = 0; i < count; i++) {
        message.control.set(JAVA_INT, CMSG_HEADER + 4L * i, descriptors.get(i).number());
      }
    }
    return message;
  }

  static SocketMessage toReceive(Arena arena, MemorySegment buffer) {
    return new SocketMessage(arena, buffer, space(MOST_DESCRIPTORS));
  }

  MemorySegment header() {
    return header;
  }

  /** Whether the kernel cut off bytes or descriptors. */
  boolean isTruncated() {
    return (header.get(JAVA_INT, 48) & (MSG_TRUNC | MSG_CTRUNC)) != 0;
  }

  /** Takes over the descriptors that were received. */
  List<Descriptor> descriptors() {
    List<Descriptor> found = new ArrayList<>();
    long end = header.get(JAVA_LONG, 40);
    long at = 0;
    while (at + CMSG_HEADER <= end) {
      long length = control.get(JAVA_LONG, at);
      if (length < CMSG_HEADER) {
        break;
      }
      if (control.get(JAVA_INT, at + 8) == SOL_SOCKET
          && control.get(JAVA_INT, at + 12) == SCM_RIGHTS) {
        for (long fd = at + CMSG_HEADER; fd + 4 <= at + length; fd += 4) {
          found.add(Descriptor.adopt(control.get(JAVA_INT, fd), "received descriptor"));
        }
      }
      at += (length + 7) & ~7L;
    }
    return found;
  }

  static byte[] copy(MemorySegment buffer, long count) {
    return buffer.asSlice(0, count).toArray(JAVA_BYTE);
  }

  private static long space(int descriptors) {
    return CMSG_HEADER + ((4L * descriptors + 7) & ~7L);
  }
}
