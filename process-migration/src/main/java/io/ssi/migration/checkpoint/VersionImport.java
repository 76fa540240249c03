package io.ssi.migration.checkpoint;

import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.wire.ExportStream;
import io.ssi.migration.wire.ManifestFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.ApplicationWire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes versions out of files that {@link VersionExport} wrote, into this node's repository and
 * that of another node. What a restart of it would run is what the file says, with the rights that
 * it says; so what another cluster sealed is taken from root only, and sealed anew. Thread-safe;
 * blocks on the file, the disk and the other node.
 */
public final class VersionImport {
  private static final Logger log = LoggerFactory.getLogger(VersionImport.class);
  private static final int BUFFER_BYTES = 1 << 17;

  private final ImageRepository repository;
  private final CheckpointIndex index;
  private final Seal seal;
  private final ApplicationRegistry registry;
  private final SecondHolder second;

  /**
   * What came of an import.
   *
   * @param version as it is listed now
   * @param isNew false if it was here already, and nothing was done
   */
  public record Imported(Checkpoint version, boolean isNew) {}

  /**
   * Who wants what.
   *
   * @param uid who orders it
   * @param foreign whether what another cluster sealed is taken too
   */
  public record Order(int uid, boolean foreign) {}

  /**
   * For one node.
   *
   * @param repository of this node
   * @param seal of the cluster
   * @param registry of applications
   * @param second puts it on another node, too
   */
  public VersionImport(
      ImageRepository repository, Seal seal, ApplicationRegistry registry, SecondHolder second) {
    this.repository = repository;
    this.index = second.index();
    this.seal = seal;
    this.registry = registry;
    this.second = second;
  }

  /**
   * Takes one. It is listed when all of it is on this node's disk, under the next version number of
   * its application; before that, nothing of it is.
   *
   * @param file what was exported
   * @param order who wants what
   * @return the version
   * @throws RefusedException if it may not be taken; nothing was changed
   * @throws ImageCorruptException if it is damaged or incomplete; nothing of it is left
   * @throws MigrationException if it cannot be read or stored; nothing of it is left
   */
  public Imported read(InputStream file, Order order) {
    DataInputStream in = new DataInputStream(new BufferedInputStream(file, BUFFER_BYTES));
    try {
      ImageManifest manifest = opened(ExportStream.read(in), order);
      Application saved = ApplicationWire.decode(manifest.applicationRecord());
      requireOwner(saved, order);
      refuseAnother(saved, manifest);
      Checkpoint line = CheckpointLines.of(manifest, saved.owner().uid(), 0, second.local());
      Optional<CheckpointId> known = index.sameVersion(line);
      if (known.isPresent()) {
        int version = known.get().version();
        return new Imported(index.find(line.id().application(), Optional.of(version)), false);
      }
      return new Imported(second.put(store(manifest, line, in)), true);
    } catch (EOFException e) {
      throw new ImageCorruptException("cannot import the checkpoint: the file is cut off", e);
    } catch (ImageCorruptException e) {
      throw new ImageCorruptException("cannot import the checkpoint: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "importing the checkpoint failed: " + e.getMessage(), e);
    }
  }

  private ImageManifest opened(ExportStream.Head head, Order order) {
    boolean isOurs = MessageDigest.isEqual(seal.of(head.manifest()), head.seal());
    if (!isOurs && !order.foreign()) {
      throw new RefusedException(
          "cannot import the checkpoint: it was sealed by another cluster; if you trust whoever"
              + " wrote it to run programs here as any user, root may say --foreign");
    }
    if (!isOurs && order.uid() != Caller.ROOT.uid()) {
      throw new RefusedException(
          "cannot import the checkpoint: it was sealed by another cluster: Operation not permitted"
              + " (EPERM); ask root");
    }
    return ManifestFormat.decode(head.manifest());
  }

  private static void requireOwner(Application saved, Order order) {
    if (!new Caller(order.uid()).mayActOn(saved.owner().uid())) {
      throw new RefusedException(
          "cannot import the checkpoint of application "
              + saved.id()
              + ": Operation not permitted (EPERM); it belongs to "
              + saved.owner().user()
              + "; ask them, or root");
    }
  }

  /** Its number may have been given to another application, here or since. */
  private void refuseAnother(Application saved, ImageManifest manifest) {
    boolean isOther =
        registry
                .find(new ApplicationId(manifest.application()))
                .filter(known -> !known.startedAt().equals(saved.startedAt()))
                .isPresent()
            || index.list().stream()
                .filter(line -> line.id().application() == manifest.application())
                .anyMatch(line ->
                    line.ownerUid() != saved.owner().uid()
                        || !line.command().equals(manifest.command()));
    if (isOther) {
      throw new RefusedException(
          "cannot import the checkpoint of application "
              + manifest.application()
              + ": that number is another application's here, '"
              + manifest.command()
              + "' is not what has it; import it into a cluster where it is free");
    }
  }

  private Checkpoint store(ImageManifest manifest, Checkpoint line, DataInputStream in)
      throws IOException {
    CheckpointId id = index.reserve(line.id().application(), line::withId).id();
    boolean whole = false;
    try (NewVersion version = repository.begin(id)) {
      version.receiveWhole(manifest.files(), in);
      ExportStream.readEnd(in);
      ImageManifest own = manifest.withVersion(id.version());
      version.complete(SealedManifest.seal(own, seal));
      Checkpoint listed =
          CheckpointLines.of(own, line.ownerUid(), version.storedBytes(), second.local());
      var _ = index.addHolder(listed, second.local());
      whole = true;
      return listed;
    } finally {
      if (!whole) {
        forget(id);
      }
    }
  }

  private void forget(CheckpointId id) {
    try {
      index.remove(id);
      repository.remove(id);
    } catch (IOException | RuntimeException e) {
      log.warn("Version {} was not imported and left something behind", id, e);
    }
  }
}
