package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.store.RecipeReader.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Which pages of which packs recipes name. */
final class References {
  private final Map<Integer, BitSet> pages = new TreeMap<>();

  /** Adds all that a recipe names; returns the bytes that were stored anew for its version. */
  long add(Path recipe) throws IOException {
    try (RecipeReader reader = new RecipeReader(recipe)) {
      while (reader.hasFile()) {
        for (Optional<Run> run = reader.next(); run.isPresent(); run = reader.next()) {
          Run named = run.get();
          pages
              .computeIfAbsent(named.pack(), _ -> new BitSet())
              .set(named.first(), named.first() + named.count());
        }
      }
      return reader.finish();
    }
  }

  /** The bytes that were stored for one version; throws if a pack that it names is missing. */
  static long of(Path recipe, IntPredicate exists) throws IOException {
    References references = new References();
    long stored = references.add(recipe);
    for (int pack : references.pages.keySet()) {
      if (!exists.test(pack)) {
        throw new ImageCorruptException(
            "reading recipe " + recipe + ": pack " + pack + " is missing");
      }
    }
    return stored;
  }

  Set<Integer> packs() {
    return pages.keySet();
  }

  boolean names(int pack) {
    return pages.containsKey(pack);
  }

  /** The pages of a pack that are named; empty if none is. */
  BitSet of(int pack) {
    return pages.getOrDefault(pack, new BitSet());
  }
}
