package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.store.Durable;
import io.ssi.migration.store.PageStore;
import io.ssi.migration.store.StoreGate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that this node holds: {@code APPLICATION/VERSION/} with {@code MANIFEST}, {@code
 * SEAL} and {@code RECIPE}, and {@code APPLICATION/packs/} with the pages of all of them. A version
 * is written under a name that ends in {@code .partial} and renamed when all of it is on the disk,
 * so that what has a plain number is whole. Thread-safe; blocks on the disk.
 */
public final class ImageRepository {
  private static final Logger log = LoggerFactory.getLogger(ImageRepository.class);

  private final VersionFiles places;
  private final Seal seal;
  private final ThreadFactory threads;
  private final StoreGate gate = new StoreGate();
  private final Set<Integer> uncollected = ConcurrentHashMap.newKeySet();
  private final AtomicLong restarts = new AtomicLong();

  /**
   * A repository in a directory.
   *
   * @param root its directory; made when the first version is written
   * @param seal the cluster's
   * @param threads makes the platform threads that write to the disk
   */
  public ImageRepository(Path root, Seal seal, ThreadFactory threads) {
    this.places = new VersionFiles(root);
    this.seal = seal;
    this.threads = threads;
  }

  /**
   * Makes room for a version; what an earlier attempt left is removed.
   *
   * @param id the version
   * @return to be filled, completed and closed
   * @throws IOException if it cannot be made, or the version is there already
   */
  public NewVersion begin(CheckpointId id) throws IOException {
    if (Files.exists(places.version(id), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("version " + id + " is there already: " + places.version(id));
    }
    // What it wrote and did not complete goes when it is closed.
    uncollected.add(id.application());
    return new NewVersion(id, places, pages(id), use(id.application()));
  }

  /**
   * Removes a version; pages that no other has go with it, at once or when nobody uses them.
   *
   * @param id the version; nothing happens if it is not here
   * @throws IOException if something cannot be removed
   */
  public void remove(CheckpointId id) throws IOException {
    forget(id);
    collect(id.application());
  }

  /**
   * Removes a version and leaves its pages for now, because another copy of it is to come.
   *
   * @param id the version; nothing happens if it is not here
   * @throws IOException if something cannot be removed
   */
  public void forget(CheckpointId id) throws IOException {
    if (Files.exists(places.version(id), LinkOption.NOFOLLOW_LINKS)) {
      new ImageDirectory(places.partial(id)).delete();
      Files.move(places.version(id), places.partial(id), StandardCopyOption.ATOMIC_MOVE);
      Durable.force(places.application(id.application()));
      new ImageDirectory(places.partial(id)).delete();
    }
  }

  /**
   * Gives a version that is here another number.
   *
   * @param from its number until now
   * @param to its number from now on; nothing must be there
   * @throws ImageCorruptException if it is not here, or was changed
   * @throws IOException if it cannot be written; it keeps its number then
   */
  public void renumber(CheckpointId from, CheckpointId to) throws IOException {
    ImageManifest manifest = manifest(from).withVersion(to.version());
    try (var _ = use(from.application())) {
      Path partial = places.partial(to);
      new ImageDirectory(partial).delete();
      ImageDirectory.create(partial);
      Path recipe = partial.resolve(VersionFiles.RECIPE);
      Files.copy(recipe(from), recipe);
      Durable.force(recipe);
      places.complete(to, SealedManifest.seal(manifest, seal));
    }
    forget(from);
  }

  /**
   * Removes pages that no version has, if nobody uses the application's pages now.
   *
   * @param application whose
   * @throws IOException if something cannot be read or removed
   */
  public void collect(int application) throws IOException {
    Optional<StoreGate.Stay> alone = gate.tryAlone(application);
    if (alone.isEmpty()) {
      // Whoever uses them now does it afterwards.
      uncollected.add(application);
      return;
    }
    try (var _ = alone.get()) {
      List<Path> recipes = places.versions(application).stream().map(this::recipe).toList();
      long freed = store(application).collect(recipes);
      if (freed > 0) {
        log.info(
            "Application {}: {} bytes of pages that no version has removed", application, freed);
      }
    } catch (ImageCorruptException e) {
      log.error("Nothing of application {} is removed", application, e);
    }
  }

  /**
   * Removes what an agent that was ended left half done. To be called before anything else is.
   *
   * @throws IOException if something cannot be removed
   */
  public void tidy() throws IOException {
    for (int application : places.applications()) {
      for (Path left : places.leavings(application)) {
        new ImageDirectory(left).delete();
      }
      collect(application);
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
    Path directory = places.version(id);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    SealedManifest found =
        new SealedManifest(
            Files.readAllBytes(directory.resolve(VersionFiles.MANIFEST)),
            Files.readAllBytes(directory.resolve(VersionFiles.SEAL)));
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
   * How much a version added to this node's disk when it came.
   *
   * @param id a version that is here
   * @return in bytes
   * @throws ImageCorruptException if pages of it are known to be missing
   * @throws IOException if that cannot be read
   */
  public long storedBytes(CheckpointId id) throws IOException {
    return pages(id).storedBytes(recipe(id));
  }

  /**
   * Makes the files of a version that is here again, every page checked.
   *
   * @param id the version
   * @return to be closed after use
   * @throws ImageCorruptException if it is not here, or something of it was altered
   * @throws IOException if it cannot be read, or the files cannot be written
   */
  public RestoredImage restore(CheckpointId id) throws IOException {
    ImageManifest manifest = manifest(id);
    boolean whole = false;
    Path target = places.restored(id, restarts.incrementAndGet());
    try (var _ = use(id.application())) {
      ImageDirectory image = ImageDirectory.create(target);
      pages(id).restore(manifest.files(), recipe(id), image);
      whole = true;
      return new RestoredImage(manifest, image);
    } finally {
      if (!whole) {
        new ImageDirectory(target).delete();
      }
    }
  }

  /**
   * Reads all of a version that is here and checks it.
   *
   * @param id the version
   * @throws ImageCorruptException if it is not here, or something of it was altered
   * @throws IOException if it cannot be read
   */
  public void verify(CheckpointId id) throws IOException {
    ImageManifest manifest = manifest(id);
    try (var _ = use(id.application())) {
      pages(id).verify(manifest.files(), recipe(id));
    }
  }

  /**
   * Gives up a copy in which something was altered, before another one comes: the pages that are
   * not what they were are marked, so that nothing that comes later uses them, and the version is
   * forgotten.
   *
   * @param id a version that is here
   * @throws IOException if the disk fails
   */
  public void distrust(CheckpointId id) throws IOException {
    try (var _ = use(id.application())) {
      long altered = pages(id).markAltered(recipe(id));
      log.error("Version {} on this node has {} altered pages", id, altered);
    } catch (ImageCorruptException e) {
      log.error("Version {} on this node cannot be read at all", id, e);
    }
    forget(id);
  }

  /**
   * Sends the pages of a version that is here to a node that lacks some of them.
   *
   * @param id the version
   * @param in from the other node
   * @param out to the other node
   * @throws ImageCorruptException if it is not here, or something of it was altered
   * @throws IOException if the disk or the stream fails
   */
  public void send(CheckpointId id, DataInputStream in, DataOutputStream out) throws IOException {
    ImageManifest manifest = manifest(id);
    try (var _ = use(id.application())) {
      pages(id).send(manifest.files(), recipe(id), in, out);
    }
  }

  /**
   * All versions that this node holds.
   *
   * @return ids in order
   * @throws IOException if the directory cannot be read
   */
  public List<CheckpointId> list() throws IOException {
    List<CheckpointId> found = new ArrayList<>();
    for (int application : places.applications()) {
      found.addAll(places.versions(application));
    }
    return found;
  }

  private StoreGate.Stay use(int application) {
    StoreGate.Stay stay = gate.use(application);
    return () -> {
      stay.close();
      if (uncollected.remove(application)) {
        try {
          collect(application);
        } catch (IOException e) {
          log.warn("Pages of application {} that no version has stay for now", application, e);
        }
      }
    };
  }

  private Path recipe(CheckpointId id) {
    return places.version(id).resolve(VersionFiles.RECIPE);
  }

  private PageStore pages(CheckpointId id) {
    return store(id.application());
  }

  private PageStore store(int application) {
    return new PageStore(places.packs(application), threads);
  }
}
