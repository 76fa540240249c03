package io.ssi.migration.checkpoint;

import io.ssi.migration.VersionNumbers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.store.Durable;
import io.ssi.migration.wire.VersionNumbersFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node remembers, over restarts of the whole cluster, of the version numbers that were
 * given and deleted, also of applications of which it holds nothing: a file for each, {@code
 * numbers/APPLICATION}. Thread-safe; blocks on the disk.
 */
public final class VersionLedger {
  private static final Logger log = LoggerFactory.getLogger(VersionLedger.class);
  private static final String PARTIAL = ".partial";

  private final Path directory;

  /**
   * The ledger of a repository.
   *
   * @param repository the repository's directory
   */
  public VersionLedger(Path repository) {
    this.directory = repository.resolve("numbers");
  }

  /**
   * All that is remembered. A file that cannot be read is left out and logged: other nodes have the
   * same.
   *
   * @return by application
   * @throws IOException if the directory cannot be read
   */
  public synchronized Map<Integer, VersionNumbers> load() throws IOException {
    Map<Integer, VersionNumbers> all = new TreeMap<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[1-9]*")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[1-9][0-9]{0,8}")) {
          read(file).ifPresent(numbers -> all.put(Integer.valueOf(name), numbers));
        }
      }
    }
    return all;
  }

  /**
   * Remembers more; what was known before stays known.
   *
   * @param application whose numbers they are
   * @param numbers what is known now
   * @throws IOException if it cannot be written; what was known before is still remembered
   */
  public synchronized void remember(int application, VersionNumbers numbers) throws IOException {
    Path file = directory.resolve(Integer.toString(application));
    VersionNumbers before = read(file).orElse(VersionNumbers.NONE);
    VersionNumbers after = before.with(numbers);
    if (after.equals(before)) {
      return;
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      var _ = ImageDirectory.create(directory);
    }
    Path partial = directory.resolve(application + PARTIAL);
    boolean whole = false;
    try {
      Files.write(partial, VersionNumbersFormat.encode(after));
      Durable.force(partial);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(partial);
      }
    }
    Durable.force(directory);
  }

  private static Optional<VersionNumbers> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(VersionNumbersFormat.decode(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      log.error("The version numbers in {} cannot be used", file, e);
      return Optional.empty();
    }
  }
}
