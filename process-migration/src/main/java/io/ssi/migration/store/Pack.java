package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Set;

/**
 * A finished pack, open for reading. Its index is mapped, so that it takes no heap; a page is found
 * by its hash or by its entry. Thread-safe while it is open.
 */
final class Pack implements AutoCloseable {

  /** Where a block of a pack lies. */
  record Span(int first, int pages, long offset, int length) {}

  private final Path path;
  private final FileChannel channel;
  private final int blocks;
  private final int entries;
  private final int capacity;
  private final ByteBuffer table;
  private final ByteBuffer hashes;
  private final IntBuffer slots;
  private final BitSet altered;

  /**
   * Opens a pack.
   *
   * @throws ImageCorruptException if it is missing, was not finished or is something else
   */
  Pack(Path directory, int number) throws IOException {
    this.path = PackFile.path(directory, number);
    try {
      this.channel =
          FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      throw new ImageCorruptException("opening pack " + path + ": it is missing", e);
    }
    boolean open = false;
    try {
      this.altered = AlteredPages.load(directory, number);
      ByteBuffer footer = footer();
      this.blocks = footer.getInt();
      this.entries = footer.getInt();
      this.capacity = footer.getInt();
      footer.getInt();
      long index = footer.getLong();
      long length = channel.size() - PackFile.FOOTER_BYTES - index;
      long tableBytes = (blocks + 1L) * PackFile.BLOCK_ENTRY_BYTES;
      long hashBytes = (long) entries * Page.HASH_BYTES;
      if (footer.getLong() != PackFile.MAGIC
          || blocks < 0
          || entries < 0
          || entries > PackDraft.MAX_PAGES
          || capacity != HashTable.slotsFor(entries)
          || index < PackFile.MAGIC_BYTES
          || length != tableBytes + hashBytes + (long) capacity * Integer.BYTES) {
        throw corrupt("it was not finished, or was changed");
      }
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, index, length);
      this.table = mapped.slice(0, (int) tableBytes);
      this.hashes = mapped.slice((int) tableBytes, (int) hashBytes);
      this.slots =
          mapped.slice((int) (tableBytes + hashBytes), capacity * Integer.BYTES).asIntBuffer();
      open = true;
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  private ByteBuffer footer() throws IOException {
    ByteBuffer footer = ByteBuffer.allocate(PackFile.FOOTER_BYTES);
    long at = channel.size() - PackFile.FOOTER_BYTES;
    if (at < PackFile.MAGIC_BYTES) {
      throw corrupt("it was not finished");
    }
    readFully(footer, at);
    return footer.flip();
  }

  int entries() {
    return entries;
  }

  int blocks() {
    return blocks;
  }

  /** What it takes on the disk. */
  long bytes() throws IOException {
    return channel.size();
  }

  /** The entry of the page with this hash, or -1; not one that is known to be altered. */
  int find(byte[] hash, int offset) {
    int entry = HashTable.find(slots, capacity, hashes, hash, offset);
    return entry >= 0 && altered.get(entry) ? -1 : entry;
  }

  /** Whether an entry can be used for the page with this hash. */
  boolean offers(int entry, byte[] hash, int offset) {
    return is(entry, hash, offset) && !altered.get(entry);
  }

  /** Whether an entry is the page with this hash. */
  boolean is(int entry, byte[] hash, int offset) {
    return entry < entries
        && HashTable.equal(
            hashes,
            entry * Page.HASH_BYTES,
            ByteBuffer.wrap(hash, offset, Page.HASH_BYTES).slice());
  }

  /** Copies the hashes of consecutive entries. */
  void hashes(int entry, int count, byte[] target, int offset) {
    if (entry < 0 || count < 0 || entry + count > entries) {
      throw corrupt("it has no entries " + entry + " to " + (entry + count));
    }
    hashes.get(entry * Page.HASH_BYTES, target, offset, count * Page.HASH_BYTES);
  }

  /** Where the block with an entry lies. */
  Span blockOf(int entry) {
    if (entry < 0 || entry >= entries) {
      throw corrupt("it has no entry " + entry);
    }
    int low = 0;
    int high = blocks - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (first(middle) <= entry) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return block(low);
  }

  /** Where a block lies. */
  Span block(int number) {
    int first = first(number);
    int pages = first(number + 1) - first;
    long offset = offset(number);
    long length = offset(number + 1) - offset;
    if (first < 0
        || pages < 1
        || pages > BlockCodec.PAGES
        || offset < PackFile.MAGIC_BYTES
        || length < 1
        || length > (long) pages * Page.BYTES) {
      throw corrupt("its block " + number + " cannot be");
    }
    return new Span(first, pages, offset, (int) length);
  }

  /** The bytes of a block as they are stored. */
  byte[] read(Span span) throws IOException {
    byte[] packed = new byte[span.length()];
    readFully(ByteBuffer.wrap(packed), span.offset());
    return packed;
  }

  ImageCorruptException corrupt(String how) {
    return new ImageCorruptException("reading pack " + path + ": " + how);
  }

  private int first(int block) {
    return table.getInt(block * PackFile.BLOCK_ENTRY_BYTES);
  }

  private long offset(int block) {
    return table.getLong(block * PackFile.BLOCK_ENTRY_BYTES + Integer.BYTES);
  }

  private void readFully(ByteBuffer target, long from) throws IOException {
    long at = from;
    while (target.hasRemaining()) {
      int n = channel.read(target, at);
      if (n < 0) {
        throw corrupt("it ends too early");
      }
      at += n;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
