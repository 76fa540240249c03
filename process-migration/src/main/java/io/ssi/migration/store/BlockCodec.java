package io.ssi.migration.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.ssi.migration.image.ImageCorruptException;

/**
 * Packs blocks of pages with Zstandard. A block that does not get smaller stays as it is, which is
 * told by its length. For one thread; to be closed, because it holds native memory.
 */
final class BlockCodec implements AutoCloseable {
  /** How many pages a block has at most. */
  static final int PAGES = 16;

  static final int MAX_BYTES = PAGES * Page.BYTES;

  // Faster than hashing; what level 1 gains on memory images costs twice the time.
  private static final int LEVEL = -1;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
  private final byte[] room = new byte[(int) Zstd.compressBound(MAX_BYTES)];

  BlockCodec() {
    compressor.setLevel(LEVEL);
  }

  /**
   * Compresses whole pages.
   *
   * @return an array that is shorter than the pages, or as long if they stay as they are
   */
  byte[] compress(byte[] plain, int offset, int pages) {
    int length = pages * Page.BYTES;
    int size = compressor.compressByteArray(room, 0, room.length, plain, offset, length);
    byte[] source = size < length ? room : plain;
    int from = size < length ? 0 : offset;
    byte[] packed = new byte[Math.min(size, length)];
    System.arraycopy(source, from, packed, 0, packed.length);
    return packed;
  }

  /**
   * Gets the pages of a block back.
   *
   * @throws ImageCorruptException if it does not hold exactly that many
   */
  void decompress(byte[] packed, byte[] plain, int pages) {
    int length = pages * Page.BYTES;
    if (packed.length == length) {
      System.arraycopy(packed, 0, plain, 0, length);
      return;
    }
    int size;
    try {
      size = decompressor.decompressByteArray(plain, 0, length, packed, 0, packed.length);
    } catch (com.github.luben.zstd.ZstdException e) {
      throw new ImageCorruptException(
          "reading a block of pages: it cannot be unpacked: " + e.getMessage(), e);
    }
    if (size != length) {
      throw new ImageCorruptException(
          "reading a block of pages: it has " + size + " bytes in place of " + length);
    }
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
  }
}
