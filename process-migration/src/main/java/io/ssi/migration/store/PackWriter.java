package io.ssi.migration.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Writes one pack. What it wrote is of use when {@link #finish} has returned, and is part of a
 * version when a recipe names it.
 */
final class PackWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long[] offsets = new long[64];
  private int[] firsts = new int[64];
  private int blocks;
  private int pages;
  private long position;

  /** Makes the file; throws FileAlreadyExistsException if there is one of this number. */
  PackWriter(Path directory, int number) throws IOException {
    this.path = PackFile.path(directory, number);
    this.channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    put(longBytes(PackFile.MAGIC));
  }

  /** Appends a block that is compressed already. */
  void write(byte[] packed, int blockPages) throws IOException {
    mark();
    blocks++;
    pages += blockPages;
    put(packed);
  }

  /** Appends the index and forces everything to the disk; returns the bytes that the pack takes. */
  long finish(PackDraft draft) throws IOException {
    if (draft.pages() != pages) {
      throw new IllegalStateException(
          path + " has " + pages + " pages, its draft " + draft.pages());
    }
    mark();
    long index = position;
    ByteBuffer table = ByteBuffer.allocate((blocks + 1) * PackFile.BLOCK_ENTRY_BYTES);
    for (int block = 0; block <= blocks; block++) {
      table.putInt(firsts[block]).putLong(offsets[block]);
    }
    put(table.array());
    put(Arrays.copyOf(draft.hashes(), pages * Page.HASH_BYTES));
    int capacity = HashTable.slotsFor(pages);
    ByteBuffer slots = ByteBuffer.allocate(capacity * Integer.BYTES);
    IntBuffer view = slots.asIntBuffer();
    for (int entry = 0; entry < pages; entry++) {
      HashTable.put(view, capacity, entry, draft.hashes(), entry * Page.HASH_BYTES);
    }
    put(slots.array());
    put(
        ByteBuffer.allocate(PackFile.FOOTER_BYTES)
            .putInt(blocks)
            .putInt(pages)
            .putInt(capacity)
            .putInt(0)
            .putLong(index)
            .putLong(PackFile.MAGIC)
            .array());
    drain();
    channel.force(true);
    return position;
  }

  /** Removes the file. */
  void abandon() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void mark() {
    if (blocks == offsets.length - 1) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
      firsts = Arrays.copyOf(firsts, firsts.length * 2);
    }
    offsets[blocks] = position;
    firsts[blocks] = pages;
  }

  private void put(byte[] bytes) throws IOException {
    position += bytes.length;
    int done = 0;
    while (done < bytes.length) {
      int piece = Math.min(buffer.remaining(), bytes.length - done);
      buffer.put(bytes, done, piece);
      done += piece;
      if (!buffer.hasRemaining()) {
        drain();
      }
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
