package io.ssi.linux.criu.image;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The images, without pages, of a tree that was made for this: process 100 with files and sockets
 * of many kinds, its zombie child 102 and its stopped child 103.
 */
final class RecordedImages {
  private RecordedImages() {}

  static Path directory() {
    URL place = Objects.requireNonNull(RecordedImages.class.getResource("recorded/inventory.img"));
    try {
      return Objects.requireNonNull(Path.of(place.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory())) {
      return all.sorted().toList();
    }
  }

  static ImageKind kind(Path file) {
    String name = String.valueOf(file.getFileName());
    return Stream.of(ImageKind.values())
        .filter(kind -> kind.isName(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No kind for " + name));
  }

  /** A copy in which files can be changed. */
  static Path copy(Path scratch) throws IOException {
    Path copy = Files.createTempDirectory(scratch, "images");
    for (Path file : files()) {
      Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
    }
    return copy;
  }
}
