package io.ssi.migration.fire;

import io.ssi.linux.criu.image.ImageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a small image: a tree that can be read, something to alter, and one page. */
final class FakeImage {
  /** A file that every image has. */
  static final String CORE = "core-3.img";

  private static final String PAGES = "pages-1.img";
  private static final String CONTENT = "registers of process three";
  // One process: number, parent, group, session and thread, each after its tag.
  private static final byte[] TREE = {0x08, 2, 0x10, 0, 0x18, 2, 0x20, 2, 0x28, 2};
  private static final int COMMON_MAGIC = 0x54564319;
  private static final int TREE_MAGIC = 0x50273030;

  private FakeImage() {}

  static void write(Path directory) {
    ByteBuffer tree = ByteBuffer.allocate(3 * Integer.BYTES + TREE.length);
    tree.order(ByteOrder.LITTLE_ENDIAN).putInt(COMMON_MAGIC).putInt(TREE_MAGIC);
    tree.putInt(TREE.length).put(TREE);
    try {
      Files.write(directory.resolve(ImageKind.PSTREE.fileName()), tree.array());
      Files.writeString(directory.resolve(CORE), CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writePages(Path directory, long instructions) {
    try {
      Files.writeString(directory.resolve(PAGES), Long.toString(instructions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isWhole(Path directory) {
    try {
      return Files.exists(directory.resolve(PAGES))
          && Files.readString(directory.resolve(CORE)).equals(CONTENT);
    } catch (IOException e) {
      return false;
    }
  }

  static long readPages(Path directory) {
    try {
      return Long.parseLong(Files.readString(directory.resolve(PAGES)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes one bit of what belongs to a file, if it does. */
  static boolean alter(byte[] bytes, int offset, int length) {
    String sent = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    int at = sent.indexOf(CONTENT);
    if (at >= 0) {
      bytes[offset + at] = (byte) (bytes[offset + at] ^ 1);
    }
    return at >= 0;
  }
}
