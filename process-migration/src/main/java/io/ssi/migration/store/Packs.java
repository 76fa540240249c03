package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packs of one application on this node, each opened when it is needed. To be closed; while it
 * is open, nobody may remove a pack.
 */
final class Packs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Packs.class);

  private final Path directory;
  private final Map<Integer, Pack> open = new HashMap<>();
  private final List<Integer> searched;
  private int lastPack;
  private int lastEntry;

  /** Those that are there now; the ones that are written later are found by their number only. */
  Packs(Path directory) throws IOException {
    this.directory = directory;
    this.searched = new ArrayList<>(PackFile.numbers(directory));
  }

  /**
   * One pack.
   *
   * @throws ImageCorruptException if it is missing or no pack
   */
  Pack pack(int number) throws IOException {
    Pack found = open.get(number);
    if (found == null) {
      found = new Pack(directory, number);
      open.put(number, found);
    }
    return found;
  }

  /** Where the page with a hash is; what follows the page that was found last is tried first. */
  Optional<Location> find(byte[] hash, int offset) throws IOException {
    if (lastPack != 0 && pack(lastPack).offers(lastEntry + 1, hash, offset)) {
      lastEntry++;
      return Optional.of(new Location(lastPack, lastEntry));
    }
    for (Iterator<Integer> numbers = searched.iterator(); numbers.hasNext(); ) {
      int number = numbers.next();
      int entry;
      try {
        entry = pack(number).find(hash, offset);
      } catch (ImageCorruptException e) {
        log.warn("Pack {} in {} is not used", number, directory, e);
        numbers.remove();
        continue;
      }
      if (entry >= 0) {
        lastPack = number;
        lastEntry = entry;
        return Optional.of(new Location(number, entry));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    for (Pack pack : open.values()) {
      pack.close();
    }
    open.clear();
  }
}
