package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;

/**
 * The pages of a pack that were found altered: {@code NUMBER.bad}, a bit for each entry, the lowest
 * first. They are never taken for a page that is there already. What a version has of them is found
 * by their hashes all the same, so a file that is lost or too short does no harm but to the next
 * version.
 */
final class AlteredPages {
  private static final int MAX_BYTES = PackDraft.MAX_PAGES / Byte.SIZE;

  private AlteredPages() {}

  static Path path(Path directory, int number) {
    return directory.resolve(number + ".bad");
  }

  static BitSet load(Path directory, int number) throws IOException {
    Path file = path(directory, number);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new BitSet();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ImageCorruptException("reading " + file + ": it is too long");
    }
    return BitSet.valueOf(Files.readAllBytes(file));
  }

  static void save(Path directory, int number, BitSet entries) throws IOException {
    Path partial = directory.resolve(number + ".bad.partial");
    Files.write(partial, entries.toByteArray());
    Durable.force(partial);
    Files.move(partial, path(directory, number), StandardCopyOption.ATOMIC_MOVE);
  }
}
