package io.ssi.migration.store;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes the recipe of a version: for each file, in the manifest's order, runs of pages as they
 * follow one another in a pack. A run is three numbers (pack, first entry, how many), a zero ends a
 * file; numbers have seven bits a byte, the lowest first. Behind them stand the bytes that were
 * stored anew for the version (long) and CRC-32C of all that (int).
 */
final class RecipeWriter implements AutoCloseable {
  static final int FOOTER_BYTES = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private final DataOutputStream out;
  private int pack;
  private int first;
  private int count;

  RecipeWriter(Path file) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Channels.newOutputStream(channel), crc)));
  }

  /** The next page of the file. */
  void add(Location page) throws IOException {
    if (count > 0 && page.pack() == pack && page.entry() == first + count) {
      count++;
      return;
    }
    endRun();
    pack = page.pack();
    first = page.entry();
    count = 1;
  }

  /** The file has no more pages. */
  void endFile() throws IOException {
    endRun();
    number(0);
  }

  /** Ends the recipe and forces it to the disk. */
  void finish(long storedBytes) throws IOException {
    out.writeLong(storedBytes);
    out.flush();
    out.writeInt((int) crc.getValue());
    out.flush();
    channel.force(true);
  }

  private void endRun() throws IOException {
    if (count > 0) {
      number(pack);
      number(first);
      number(count);
      count = 0;
    }
  }

  private void number(int value) throws IOException {
    int left = value;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
