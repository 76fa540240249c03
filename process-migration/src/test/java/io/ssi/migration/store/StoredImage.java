package io.ssi.migration.store;

import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Images and their stores for tests. */
final class StoredImage {
  static final int PAGE = 4096;

  private StoredImage() {}

  /** A directory with files as CRIU makes them: pages, of which every second one compresses. */
  static ImageDirectory image(Path path, Random random, int pages) throws IOException {
    ImageDirectory image = ImageDirectory.create(path);
    byte[] memory = new byte[pages * PAGE];
    for (int page = 0; page < pages; page += 2) {
      byte[] noise = new byte[PAGE];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, memory, page * PAGE, PAGE);
    }
    for (int page = 1; page < pages; page += 2) {
      java.util.Arrays.fill(memory, page * PAGE, (page + 1) * PAGE, (byte) random.nextInt());
    }
    Files.write(path.resolve("pages-1.img"), memory);
    byte[] core = new byte[1 + random.nextInt(3 * PAGE)];
    random.nextBytes(core);
    Files.write(path.resolve("core-3.img"), core);
    Files.write(path.resolve("empty.img"), new byte[0]);
    return image;
  }

  /** A copy of an image in which some pages are others. */
  static ImageDirectory changed(ImageDirectory image, Path path, Random random, double share)
      throws IOException {
    ImageDirectory changed = ImageDirectory.create(path);
    for (var name : image.names()) {
      Files.copy(image.file(name), changed.file(name));
    }
    Path file = path.resolve("pages-1.img");
    byte[] memory = Files.readAllBytes(file);
    for (int page = 0; page < memory.length / PAGE; page++) {
      if (random.nextDouble() < share) {
        memory[page * PAGE + random.nextInt(PAGE)]++;
      }
    }
    Files.write(file, memory);
    return changed;
  }

  /** An empty store. */
  static PageStore store(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new PageStore(directory, Thread::new);
  }

  /** All files of an image, as the store gives them back, are those of another directory. */
  static boolean gives(
      PageStore store, List<ImageFile> files, Path recipe, ImageDirectory expected, Path target)
      throws IOException {
    ImageDirectory back = ImageDirectory.create(target);
    store.restore(files, recipe, back);
    boolean same = back.names().equals(expected.names());
    for (var name : expected.names()) {
      same &= Files.mismatch(back.file(name), expected.file(name)) < 0;
    }
    back.delete();
    return same;
  }

  /** What the packs take. */
  static long packBytes(PageStore store) throws IOException {
    long bytes = 0;
    for (int number : PackFile.numbers(store.directory())) {
      bytes += Files.size(PackFile.path(store.directory(), number));
    }
    return bytes;
  }
}
