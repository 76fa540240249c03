package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.ImageManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions that this node holds: {@code APPLICATION/VERSION/} with the files of the image,
 * {@code MANIFEST} and {@code SEAL}. A version is written under a name that ends in {@code
 * .partial} and renamed when all of it is on the disk, so that what has a plain number is whole.
 * Thread-safe; blocks on the disk.
 */
public final class ImageRepository {
  private static final String MANIFEST = "MANIFEST";
  private static final String SEAL = "SEAL";
  private static final String PARTIAL = ".partial";

  private final Path root;
  private final Seal seal;

  /**
   * A repository in a directory.
   *
   * @param root its directory; made when the first version is written
   * @param seal the cluster's
   */
  public ImageRepository(Path root, Seal seal) {
    this.root = root;
    this.seal = seal;
  }

  /**
   * Makes room for a version; what an earlier attempt left is removed.
   *
   * @param id the version
   * @return an empty directory to fill
   * @throws IOException if it cannot be made, or the version is there already
   */
  public ImageDirectory begin(CheckpointId id) throws IOException {
    if (Files.exists(directory(id), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("version " + id + " is there already: " + directory(id));
    }
    discard(id);
    return ImageDirectory.create(partial(id));
  }

  /**
   * Makes a filled version whole: everything is forced to the disk, then it gets its name.
   *
   * @param id the version
   * @param manifest says what it consists of
   * @throws IOException if it cannot be written; it is not listed then
   */
  public void complete(CheckpointId id, SealedManifest manifest) throws IOException {
    Path partial = partial(id);
    ImageDirectory image = new ImageDirectory(partial);
    Files.write(partial.resolve(MANIFEST), manifest.bytes());
    Files.write(partial.resolve(SEAL), manifest.seal());
    for (ImageFileName name : image.names()) {
      force(image.file(name));
    }
    force(partial.resolve(MANIFEST));
    force(partial.resolve(SEAL));
    force(partial);
    Files.move(partial, directory(id), StandardCopyOption.ATOMIC_MOVE);
    force(applicationDirectory(id.application()));
  }

  /**
   * Removes what an unfinished attempt left.
   *
   * @param id the version
   * @throws IOException if something cannot be removed
   */
  public void discard(CheckpointId id) throws IOException {
    new ImageDirectory(partial(id)).delete();
  }

  /**
   * Removes a version.
   *
   * @param id the version; nothing happens if it is not here
   * @throws IOException if something cannot be removed
   */
  public void remove(CheckpointId id) throws IOException {
    discard(id);
    if (Files.exists(directory(id), LinkOption.NOFOLLOW_LINKS)) {
      Files.move(directory(id), partial(id), StandardCopyOption.ATOMIC_MOVE);
      discard(id);
    }
  }

  /**
   * The manifest of a version, its seal checked.
   *
   * @param id the version
   * @return the manifest with its seal, or empty if this node does not hold the version
   * @throws ImageCorruptException if the manifest was changed
   * @throws IOException if it cannot be read
   */
  public Optional<SealedManifest> find(CheckpointId id) throws IOException {
    Path directory = directory(id);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    SealedManifest found =
        new SealedManifest(
            Files.readAllBytes(directory.resolve(MANIFEST)),
            Files.readAllBytes(directory.resolve(SEAL)));
    ImageManifest manifest = found.open(seal, directory.toString());
    if (manifest.application() != id.application() || manifest.version() != id.version()) {
      throw new ImageCorruptException(
          "opening the manifest " + directory + ": it is that of another version");
    }
    return Optional.of(found);
  }

  /**
   * What a version that is here consists of.
   *
   * @param id the version
   * @return its manifest, its seal checked
   * @throws ImageCorruptException if it is not here, or was changed
   * @throws IOException if it cannot be read
   */
  public ImageManifest manifest(CheckpointId id) throws IOException {
    return find(id)
        .orElseThrow(() -> new ImageCorruptException("version " + id + " is missing here"))
        .open(seal, "of version " + id);
  }

  /**
   * The files of a version that is here.
   *
   * @param id the version
   * @return its directory
   */
  public ImageDirectory image(CheckpointId id) {
    return new ImageDirectory(directory(id));
  }

  /**
   * All versions that this node holds.
   *
   * @return ids in order
   * @throws IOException if the directory cannot be read
   */
  public List<CheckpointId> list() throws IOException {
    TreeMap<CheckpointId, Path> found = new TreeMap<>();
    for (Path application : numbered(root)) {
      for (Path version : numbered(application)) {
        found.put(new CheckpointId(number(application), number(version)), version);
      }
    }
    return new ArrayList<>(found.keySet());
  }

  /**
   * How much the disk can take.
   *
   * @return bytes that are free for this repository
   * @throws IOException if that cannot be asked
   */
  public long freeBytes() throws IOException {
    Files.createDirectories(root);
    return Files.getFileStore(root).getUsableSpace();
  }

  private static List<Path> numbered(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[1-9]*")) {
      for (Path entry : entries) {
        if (String.valueOf(entry.getFileName()).matches("[1-9][0-9]{0,8}")) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static int number(Path directory) {
    return Integer.parseInt(String.valueOf(directory.getFileName()));
  }

  private static void force(Path path) throws IOException {
    StandardOpenOption mode =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  private Path applicationDirectory(int application) {
    return root.resolve(Integer.toString(application));
  }

  private Path directory(CheckpointId id) {
    return applicationDirectory(id.application()).resolve(Integer.toString(id.version()));
  }

  private Path partial(CheckpointId id) {
    return applicationDirectory(id.application()).resolve(id.version() + PARTIAL);
  }
}
