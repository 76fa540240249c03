package io.ssi.migration.preflight;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The build id of a program or library: the GNU note by which its linker told builds apart (elf(5),
 * {@code NT_GNU_BUILD_ID}). CRIU refuses to restore with another one, also of the same size.
 */
final class BuildId {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int WIDE = 2;
  private static final int NOTE_SEGMENT = 4;
  private static final int MOST_SEGMENTS = 64;
  private static final int MOST_NOTE_BYTES = 1 << 16;
  private static final int NOTE_HEAD = 12;
  private static final int BUILD_ID = 3;
  private static final byte[] GNU = {'G', 'N', 'U', 0};

  private BuildId() {}

  /**
   * Reads it. Blocks on the disk.
   *
   * @param path of a file
   * @return hexadecimal digits; empty for what is no ELF file of 64 bits, has none, or cannot be
   *     read
   */
  static Optional<String> of(Path path) {
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer head = read(file, 0, 64);
      if (head.limit() < 64 || !startsWith(head, MAGIC) || head.get(4) != WIDE) {
        return Optional.empty();
      }
      head.order(head.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int size = head.getShort(54) & 0xffff;
      int count = Math.min(head.getShort(56) & 0xffff, MOST_SEGMENTS);
      ByteBuffer segments = read(file, head.getLong(32), size * count).order(head.order());
      for (int at = 0; size >= 56 && at + size <= segments.limit(); at += size) {
        if (segments.getInt(at) == NOTE_SEGMENT) {
          long bytes = Math.clamp(segments.getLong(at + 32), 0, MOST_NOTE_BYTES);
          ByteBuffer notes = read(file, segments.getLong(at + 8), (int) bytes);
          Optional<String> found = in(notes.order(head.order()));
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // What CRIU could not read there either is told by its size and mode.
      return Optional.empty();
    }
  }

  private static Optional<String> in(ByteBuffer notes) {
    int at = 0;
    while (at + NOTE_HEAD <= notes.limit()) {
      int name = notes.getInt(at);
      int content = notes.getInt(at + 4);
      long contentAt = at + NOTE_HEAD + aligned(name);
      long next = contentAt + aligned(content);
      if (name < 0 || content < 0 || next > notes.limit()) {
        return Optional.empty();
      }
      if (notes.getInt(at + 8) == BUILD_ID
          && name == GNU.length
          && Arrays.equals(bytes(notes, at + NOTE_HEAD, name), GNU)) {
        return Optional.of(HexFormat.of().formatHex(bytes(notes, (int) contentAt, content)));
      }
      at = (int) next;
    }
    return Optional.empty();
  }

  private static long aligned(int length) {
    return (length + 3L) & ~3L;
  }

  private static byte[] bytes(ByteBuffer buffer, int at, int length) {
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    return bytes;
  }

  private static boolean startsWith(ByteBuffer buffer, byte[] expected) {
    return Arrays.equals(bytes(buffer, 0, expected.length), expected);
  }

  /** As much of a range as the file has. */
  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int got = 0;
    while (buffer.hasRemaining() && got >= 0) {
      got = file.read(buffer, at + buffer.position());
    }
    return buffer.flip();
  }
}
