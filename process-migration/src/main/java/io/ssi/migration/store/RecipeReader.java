package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads what {@link RecipeWriter} wrote, run by run. */
final class RecipeReader implements AutoCloseable {
  private static final int MAX_SHIFT = 28;

  /** Pages that follow one another in a pack. */
  record Run(int pack, int first, int count) {}

  private final Path file;
  private final CRC32C crc = new CRC32C();
  private final InputStream in;
  private long left;

  RecipeReader(Path file) throws IOException {
    this.file = file;
    try {
      this.in = new BufferedInputStream(Files.newInputStream(file));
      this.left = Files.size(file) - RecipeWriter.FOOTER_BYTES;
    } catch (NoSuchFileException e) {
      throw new ImageCorruptException("reading recipe " + file + ": it is missing", e);
    }
    if (left < 0) {
      in.close();
      throw corrupt("it is cut off");
    }
  }

  /** Whether there is another file. */
  boolean hasFile() {
    return left > 0;
  }

  /** The next run of the file; empty when it has no more, and the next file comes. */
  Optional<Run> next() throws IOException {
    int pack = number();
    if (pack == 0) {
      return Optional.empty();
    }
    Run run = new Run(pack, number(), number());
    if (run.first() < 0 || run.count() < 1 || run.first() > PackDraft.MAX_PAGES - run.count()) {
      throw corrupt("it has a run that cannot be");
    }
    return Optional.of(run);
  }

  /**
   * Checks the footer, after the last file.
   *
   * @return the bytes that were stored anew for the version
   */
  long finish() throws IOException {
    DataInputStream footer = new DataInputStream(in);
    long stored = footer.readLong();
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      crc.update((int) (stored >>> shift));
    }
    if (left != 0 || footer.readInt() != (int) crc.getValue()) {
      throw corrupt("its checksum is wrong");
    }
    return stored;
  }

  private int number() throws IOException {
    int value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      if (left-- <= 0) {
        throw corrupt("it ends too early");
      }
      int each = in.read();
      if (each < 0) {
        throw new EOFException("recipe " + file + " became shorter");
      }
      crc.update(each);
      value |= (each & 0x7f) << shift;
      if (each < 0x80) {
        return value;
      }
    }
    throw corrupt("it has a number that is too large");
  }

  private ImageCorruptException corrupt(String how) {
    return new ImageCorruptException("reading recipe " + file + ": " + how);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
