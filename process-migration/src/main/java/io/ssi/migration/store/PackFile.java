package io.ssi.migration.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pack as a file: {@code NUMBER.pack}. A magic word, the blocks, the index, a footer; all numbers
 * big-endian.
 *
 * <pre>
 *   "SSIPACK1"  blocks…
 *   index:   per block: first entry (int), offset (long); one more that ends the last block
 *            per entry: SHA-256
 *            slots of the hash table (int each)
 *   footer:  blocks (int), entries (int), slots (int), 0 (int), offset of the index (long), "SSIPACK1"
 * </pre>
 */
final class PackFile {
  static final long MAGIC = 0x5353495041434b31L;
  static final int MAGIC_BYTES = 8;
  static final int FOOTER_BYTES = 32;
  static final int BLOCK_ENTRY_BYTES = 12;

  private static final String ENDING = ".pack";

  private PackFile() {}

  static Path path(Path directory, int number) {
    return directory.resolve(number + ENDING);
  }

  /** The numbers of all packs in a directory, newest first; none if it does not exist. */
  static List<Integer> numbers(Path directory) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return numbers;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String digits = name.substring(0, name.length() - ENDING.length());
        if (digits.matches("[1-9][0-9]{0,8}")) {
          numbers.add(Integer.valueOf(digits));
        }
      }
    } catch (NoSuchFileException e) {
      return numbers;
    }
    numbers.sort(Comparator.reverseOrder());
    return numbers;
  }
}
