package io.ssi.migration.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  @TempDir Path temp = Path.of("set by JUnit");

  private record Stored(ImageDirectory image, List<ImageFile> files, Path recipe) {}

  @Test
  void whatIsUsedOfAnOldPackMovesAndTheRestGoes() throws IOException {
    Random random = new Random(7);
    PageStore store = StoredImage.store(temp.resolve("packs"));
    ImageDirectory first = StoredImage.image(temp.resolve("first"), random, 1000);
    store.store(first, temp.resolve("recipe-1"));
    ImageDirectory second = StoredImage.changed(first, temp.resolve("second"), random, 0.8);
    List<ImageFile> files = store.store(second, temp.resolve("recipe-2"));
    long before = StoredImage.packBytes(store);

    long freed = store.collect(List.of(temp.resolve("recipe-2")));

    assertThat(freed).isEqualTo(before - StoredImage.packBytes(store)).isPositive();
    assertThat(PackFile.numbers(store.directory())).containsExactly(3, 2);
    assertThat(store.storedBytes(temp.resolve("recipe-2"))).isPositive();
    assertThat(gives(store, new Stored(second, files, temp.resolve("recipe-2")))).isTrue();
    assertThat(store.collect(List.of(temp.resolve("recipe-2")))).isZero();
  }

  @Test
  void aPackThatIsAlteredStaysAsItIs() throws IOException {
    Random random = new Random(8);
    PageStore store = StoredImage.store(temp.resolve("packs"));
    ImageDirectory first = StoredImage.image(temp.resolve("first"), random, 200);
    store.store(first, temp.resolve("recipe-1"));
    store.store(
        StoredImage.changed(first, temp.resolve("second"), random, 0.9), temp.resolve("recipe-2"));
    Path pack = PackFile.path(store.directory(), 1);
    byte[] bad = Files.readAllBytes(pack);
    for (int at = 8; at < bad.length / 2; at += 5) {
      bad[at] ^= 1;
    }
    Files.write(pack, bad);
    byte[] recipe = Files.readAllBytes(temp.resolve("recipe-2"));

    assertThat(store.collect(List.of(temp.resolve("recipe-2")))).isZero();

    assertThat(PackFile.numbers(store.directory())).containsExactly(2, 1);
    assertThat(Files.readAllBytes(temp.resolve("recipe-2"))).isEqualTo(recipe);
  }

  @Test
  void manyVersionsOfWhichFewAreKeptNeverTakeMuchMore() throws IOException {
    long seed = Long.getLong("ssi.seed", 9);
    Random random = new Random(seed);
    PageStore store = StoredImage.store(temp.resolve("packs"));
    ImageDirectory image = StoredImage.image(temp.resolve("image-0"), random, 600);
    TreeMap<Integer, Stored> kept = new TreeMap<>();
    for (int version = 1; version <= 80; version++) {
      image = StoredImage.changed(image, temp.resolve("image-" + version), random, 0.05);
      Path recipe = temp.resolve("recipe-" + version);
      kept.put(version, new Stored(image, store.store(image, recipe), recipe));
      if (kept.size() > 3) {
        Stored oldest = kept.pollFirstEntry().getValue();
        Files.delete(oldest.recipe());
        oldest.image().delete();
      }
      store.collect(recipes(kept));
    }

    for (Stored each : kept.values()) {
      assertThat(gives(store, each)).describedAs("seed=%d", seed).isTrue();
    }
    assertThat(PackFile.numbers(store.directory())).hasSizeLessThan(60);
    assertThat(StoredImage.packBytes(store)).isLessThan(600L * StoredImage.PAGE * 2);
  }

  private static List<Path> recipes(Map<Integer, Stored> kept) {
    List<Path> recipes = new ArrayList<>();
    kept.values().forEach(each -> recipes.add(each.recipe()));
    return recipes;
  }

  private boolean gives(PageStore store, Stored stored) throws IOException {
    return StoredImage.gives(
        store, stored.files(), stored.recipe(), stored.image(), temp.resolve("back"));
  }
}
