package io.ssi.migration.store;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.store.RecipeReader.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Makes files of a version's pages again; nothing that was altered gets through. */
final class VersionReader {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Takes the content of a file, a piece at a time; the array is not used again. */
  @FunctionalInterface
  private interface Target {
    void put(byte[] bytes, int length) throws IOException;
  }

  private final RecipeReader recipe;
  private final PageReader pages;
  private final TreeHash tree = new TreeHash();

  VersionReader(RecipeReader recipe, PageReader pages) {
    this.recipe = recipe;
    this.pages = pages;
  }

  /** Writes all files into a directory. */
  void write(List<ImageFile> files, ImageDirectory target, ThreadFactory threads)
      throws IOException {
    for (ImageFile file : files) {
      try (OutputStream out =
              Files.newOutputStream(
                  target.file(file.name()),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE);
          WritingThread thread = new WritingThread(threads)) {
        read(file, (bytes, length) -> thread.add(() -> out.write(bytes, 0, length)));
        thread.finish();
      }
    }
    recipe.finish();
  }

  /** Reads everything and keeps nothing. */
  void check(List<ImageFile> files) throws IOException {
    for (ImageFile file : files) {
      read(file, (bytes, length) -> {});
    }
    recipe.finish();
  }

  private void read(ImageFile file, Target target) throws IOException {
    long left = file.size();
    byte[] buffer = new byte[BUFFER_BYTES];
    int filled = 0;
    for (Optional<Run> run = next(); run.isPresent(); run = next()) {
      int end = run.get().first() + run.get().count();
      for (int entry = run.get().first(); entry < end; entry++) {
        if (left <= 0) {
          throw corrupt(file);
        }
        byte[] hash = pages.read(run.get().pack(), entry, buffer, filled);
        tree.add(hash, 0, Page.HASH_BYTES);
        int used = (int) Math.min(Page.BYTES, left);
        left -= used;
        filled += used;
        if (filled == BUFFER_BYTES) {
          target.put(buffer, filled);
          buffer = new byte[BUFFER_BYTES];
          filled = 0;
        }
      }
    }
    if (left != 0 || !tree.done().equals(file.hash())) {
      throw corrupt(file);
    }
    target.put(buffer, filled);
  }

  private Optional<Run> next() throws IOException {
    return recipe.hasFile() ? recipe.next() : Optional.empty();
  }

  private static ImageCorruptException corrupt(ImageFile file) {
    return new ImageCorruptException(
        "reading a version: file " + file.name() + " is not what its manifest says");
  }
}
