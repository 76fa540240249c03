package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.store.RecipeReader.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the used pages of packs of which little is used into new packs. First the new packs are on
 * the disk, then one recipe after the other is replaced by one that names them, then the old packs
 * go; so at every moment each recipe names packs that are there.
 */
final class Compaction {
  private static final Logger log = LoggerFactory.getLogger(Compaction.class);

  /** Bounds how long one compaction takes, and its memory: less than 1 MiB for each pack. */
  private static final int MAX_PACKS = 4;

  /** Every search for a page asks each pack, so there are not to be many small ones. */
  private static final int MANY_PACKS = 48;

  private final Path directory;
  private final ThreadFactory threads;
  private final References references;
  private final Map<Integer, Location[]> moved = new TreeMap<>();

  Compaction(Path directory, ThreadFactory threads, References references) {
    this.directory = directory;
    this.threads = threads;
    this.references = references;
  }

  /**
   * Does it, where it is worth it; returns the bytes that were freed less those that were written.
   */
  long run(List<Path> recipes) throws IOException {
    List<Integer> sparse = sparse();
    if (sparse.isEmpty()) {
      return 0;
    }
    long written = 0;
    try (Packs packs = new Packs(directory);
        PageReader reader = new PageReader(packs);
        NewPages pages = new NewPages(directory, threads)) {
      for (int pack : sparse) {
        move(pack, packs, reader, pages);
      }
      written = pages.finish();
    } catch (ImageCorruptException e) {
      log.warn("Packs {} in {} are left as they are", sparse, directory, e);
      return 0;
    }
    Durable.force(directory);
    for (Path recipe : recipes) {
      replace(recipe);
    }
    long freed = 0;
    for (int pack : sparse) {
      Path file = PackFile.path(directory, pack);
      freed += Files.size(file);
      Files.delete(file);
      Files.deleteIfExists(AlteredPages.path(directory, pack));
    }
    return freed - written;
  }

  private List<Integer> sparse() throws IOException {
    List<Integer> all = PackFile.numbers(directory);
    List<Integer> sparse = new ArrayList<>();
    for (int pack : all.reversed()) {
      int used = references.of(pack).cardinality();
      try (Pack open = new Pack(directory, pack)) {
        boolean little = used * 2 < open.entries();
        boolean small = all.size() > MANY_PACKS && used < PackDraft.MAX_PAGES / MAX_PACKS;
        if ((little || small) && AlteredPages.load(directory, pack).isEmpty()) {
          sparse.add(pack);
        }
      } catch (ImageCorruptException e) {
        log.warn("Pack {} in {} is left as it is", pack, directory, e);
      }
      if (sparse.size() == MAX_PACKS) {
        break;
      }
    }
    return sparse;
  }

  private void move(int pack, Packs packs, PageReader reader, NewPages pages) throws IOException {
    Location[] places = new Location[packs.pack(pack).entries()];
    byte[] page = new byte[Page.BYTES];
    for (int entry : references.of(pack).stream().toArray()) {
      byte[] hash = reader.read(pack, entry, page, 0);
      Optional<Location> known = pages.find(hash, 0);
      places[entry] = known.isPresent() ? known.get() : pages.add(hash, 0, page, 0);
    }
    moved.put(pack, places);
  }

  private void replace(Path recipe) throws IOException {
    References named = new References();
    long stored = named.add(recipe);
    if (named.packs().stream().noneMatch(moved::containsKey)) {
      return;
    }
    Path next = recipe.resolveSibling(recipe.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (RecipeReader reader = new RecipeReader(recipe);
        RecipeWriter writer = new RecipeWriter(next)) {
      while (reader.hasFile()) {
        for (Optional<Run> run = reader.next(); run.isPresent(); run = reader.next()) {
          copy(run.get(), writer);
        }
        writer.endFile();
      }
      writer.finish(stored);
    }
    Files.move(next, recipe, StandardCopyOption.ATOMIC_MOVE);
    Path version = recipe.getParent();
    if (version != null) {
      Durable.force(version);
    }
  }

  private void copy(Run run, RecipeWriter writer) throws IOException {
    Location[] places = moved.get(run.pack());
    for (int entry = run.first(); entry < run.first() + run.count(); entry++) {
      writer.add(places == null ? new Location(run.pack(), entry) : places[entry]);
    }
  }
}
