package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.store.Durable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node's disk says about versions that it stored together with those of other containers and
 * of which it does not know yet whether they exist. Whoever finds one has to ask. Thread-safe;
 * blocks on the disk.
 */
public final class UndecidedVersions {
  private final Path directory;

  /**
   * Of a repository.
   *
   * @param repository the repository's directory
   */
  public UndecidedVersions(Path repository) {
    this.directory = repository.resolve("undecided");
  }

  /**
   * Notes that a version is going to be stored.
   *
   * @param id which
   * @param whole the version of the first container, of which it is decided
   * @throws IOException if that cannot be written; it must not be stored then
   */
  public synchronized void add(CheckpointId id, CheckpointId whole) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      var _ = ImageDirectory.create(directory);
    }
    Path file = directory.resolve(id.toString());
    Files.writeString(file, whole.toString());
    Durable.force(file);
    Durable.force(directory);
  }

  /**
   * It is known.
   *
   * @param id which
   * @throws IOException if that cannot be written
   */
  public synchronized void remove(CheckpointId id) throws IOException {
    Files.deleteIfExists(directory.resolve(id.toString()));
  }

  /**
   * Those of which it is not known.
   *
   * @return each with the version of which it is decided
   * @throws IOException if they cannot be read
   */
  public synchronized Map<CheckpointId, CheckpointId> load() throws IOException {
    Map<CheckpointId, CheckpointId> found = new TreeMap<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String text = Files.readString(file);
        try {
          CheckpointId id = CheckpointId.parse(String.valueOf(file.getFileName()));
          // It was cut off before anything was stored.
          CheckpointId whole = text.isEmpty() ? id : CheckpointId.parse(text);
          found.put(id, whole);
        } catch (IllegalArgumentException e) {
          throw new IOException(file + " says nothing about a version: '" + text + "'", e);
        }
      }
    }
    return found;
  }
}
