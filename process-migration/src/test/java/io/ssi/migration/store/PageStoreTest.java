package io.ssi.migration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageStoreTest {
  private static final int PAGES = 3000;

  @TempDir Path temp = Path.of("set by JUnit");
  private final Random random = new Random(4);
  private PageStore store = new PageStore(temp, Thread::new);
  private ImageDirectory image = new ImageDirectory(temp);

  @BeforeEach
  void begins() throws IOException {
    store = StoredImage.store(temp.resolve("packs"));
    image = StoredImage.image(temp.resolve("image"), random, PAGES);
  }

  private Path recipe(int version) {
    return temp.resolve("recipe-" + version);
  }

  private boolean gives(List<ImageFile> files, int version, ImageDirectory expected)
      throws IOException {
    return StoredImage.gives(store, files, recipe(version), expected, temp.resolve("back"));
  }

  @Test
  void givesBackWhatWasStored() throws IOException {
    List<ImageFile> files = store.store(image, recipe(1));

    assertThat(files)
        .extracting(file -> file.name().value())
        .containsExactly("core-3.img", "empty.img", "pages-1.img");
    assertThat(gives(files, 1, image)).isTrue();
    assertThat(store.storedBytes(recipe(1)))
        .isEqualTo(StoredImage.packBytes(store))
        .isLessThan(PAGES * (long) StoredImage.PAGE * 6 / 10);
  }

  @Test
  void aVersionWithTwoInAHundredPagesChangedAddsLessThanThree() throws IOException {
    store.store(image, recipe(1));
    ImageDirectory next = StoredImage.changed(image, temp.resolve("next"), random, 0.02);

    List<ImageFile> files = store.store(next, recipe(2));

    long added = store.storedBytes(recipe(2)) + Files.size(recipe(2));
    assertThat(added).isBetween(1L, PAGES * (long) StoredImage.PAGE * 3 / 100);
    assertThat(gives(files, 2, next)).isTrue();
  }

  @Test
  void anInsertedPageCostsOnePage() throws IOException {
    store.store(image, recipe(1));
    ImageDirectory next = StoredImage.changed(image, temp.resolve("next"), random, 0);
    byte[] memory = Files.readAllBytes(next.path().resolve("pages-1.img"));
    byte[] longer = new byte[memory.length + StoredImage.PAGE];
    System.arraycopy(memory, 0, longer, StoredImage.PAGE, memory.length);
    longer[7] = 7;
    Files.write(next.path().resolve("pages-1.img"), longer);

    List<ImageFile> files = store.store(next, recipe(2));

    assertThat(store.storedBytes(recipe(2))).isLessThan(1000);
    assertThat(gives(files, 2, next)).isTrue();
  }

  @Test
  void aVersionThatIsTheSameAddsNoPack() throws IOException {
    store.store(image, recipe(1));

    store.store(image, recipe(2));

    assertThat(store.storedBytes(recipe(2))).isZero();
    assertThat(PackFile.numbers(store.directory())).containsExactly(1);
  }

  @Test
  void pagesThatAreAlikeAreStoredOnce() throws IOException {
    ImageDirectory zeros = ImageDirectory.create(temp.resolve("zeros"));
    Files.write(zeros.path().resolve("pages-1.img"), new byte[PAGES * StoredImage.PAGE]);

    List<ImageFile> files = store.store(zeros, recipe(1));

    assertThat(store.storedBytes(recipe(1))).isLessThan(1000);
    assertThat(gives(files, 1, zeros)).isTrue();
  }

  @Test
  void anAlteredByteOfAPackIsNeverGivenBack() throws IOException {
    List<ImageFile> files = store.store(image, recipe(1));
    Path pack = PackFile.path(store.directory(), 1);
    byte[] good = Files.readAllBytes(pack);

    for (int round = 0; round < 40; round++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(pack, bad);
      boolean same;
      try {
        same = gives(files, 1, image);
      } catch (ImageCorruptException e) {
        same = true;
      }
      new ImageDirectory(temp.resolve("back")).delete();
      assertThat(same).describedAs("byte %d of %d", at, bad.length).isTrue();
    }
  }

  @Test
  void aPackThatWasCutOffIsNotUsed() throws IOException {
    List<ImageFile> files = store.store(image, recipe(1));
    Path pack = PackFile.path(store.directory(), 1);
    byte[] all = Files.readAllBytes(pack);
    Files.write(pack, java.util.Arrays.copyOf(all, all.length / 2));

    assertThatThrownBy(() -> store.verify(files, recipe(1)))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("not finished");
    List<ImageFile> again = store.store(image, recipe(2));

    assertThat(again).isEqualTo(files);
    assertThat(gives(again, 2, image)).isTrue();
  }

  @Test
  void anAlteredRecipeIsNotFollowed() throws IOException {
    List<ImageFile> files = store.store(image, recipe(1));
    byte[] good = Files.readAllBytes(recipe(1));

    for (int round = 0; round < 40; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= 4;
      Files.write(recipe(1), bad);
      assertThatThrownBy(() -> store.verify(files, recipe(1)))
          .isInstanceOf(ImageCorruptException.class);
      assertThatThrownBy(() -> store.collect(List.of(recipe(1))))
          .isInstanceOf(ImageCorruptException.class);
    }
    assertThat(PackFile.numbers(store.directory())).containsExactly(1);
  }

  @Test
  void pagesThatWereFoundAlteredAreStoredAgain() throws IOException {
    store.store(image, recipe(1));
    Path pack = PackFile.path(store.directory(), 1);
    byte[] bad = Files.readAllBytes(pack);
    bad[bad.length / 3] ^= 1;
    Files.write(pack, bad);

    assertThat(store.markAltered(recipe(1))).isBetween(1L, (long) BlockCodec.PAGES);
    List<ImageFile> files = store.store(image, recipe(2));

    assertThat(gives(files, 2, image)).isTrue();
  }

  @Test
  void removesOnlyPacksThatNoRecipeNames() throws IOException {
    store.store(image, recipe(1));
    ImageDirectory next = StoredImage.changed(image, temp.resolve("next"), random, 0.1);
    store.store(next, recipe(2));
    ImageDirectory last = StoredImage.changed(next, temp.resolve("last"), random, 0.1);
    List<ImageFile> files = store.store(last, recipe(3));
    ImageDirectory other = StoredImage.image(temp.resolve("other"), random, 50);
    store.store(other, recipe(4));

    assertThat(store.collect(List.of(recipe(1), recipe(2), recipe(3), recipe(4)))).isZero();
    assertThat(store.collect(List.of(recipe(3)))).isPositive();

    assertThat(PackFile.numbers(store.directory())).containsExactly(3, 2, 1);
    assertThat(gives(files, 3, last)).isTrue();
  }

  @Test
  void whatCannotBeWrittenLeavesNoPack() {
    ImageDirectory missing = new ImageDirectory(temp.resolve("missing"));

    assertThatThrownBy(() -> store.store(missing, recipe(1))).isInstanceOf(IOException.class);

    assertThat(store.directory()).isEmptyDirectory();
  }
}
