package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.VersionParts;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.source.FrozenTree;
import io.ssi.pid.Application;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes checkpoints of applications of this node. The application stands still only while CRIU
 * writes to this node's disk; hashing and the second holder come after. Thread-safe: one thread per
 * checkpoint; the caller sees to it that nothing else is done with the application.
 */
public final class Checkpointer {
  private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);

  private final CheckpointDump dumps;
  private final NeedsWriter needs;
  private final ImageRepository repository;
  private final CheckpointIndex index;
  private final Seal seal;

  /**
   * The two clocks.
   *
   * @param clock of the day
   * @param nanoClock monotonic nanoseconds
   */
  public record Times(InstantSource clock, LongSupplier nanoClock) {}

  /**
   * What a checkpoint reads from the node.
   *
   * @param containers of this node
   * @param files that its processes write
   * @param needs what an image needs where it is restored
   */
  public record Node(MovingContainers containers, WritableFileReader files, NeedsWriter needs) {}

  /**
   * A checkpointer.
   *
   * @param node what it reads
   * @param repository of this node
   * @param index of the cluster
   * @param seal of the cluster
   * @param times the clocks
   */
  public Checkpointer(
      Node node, ImageRepository repository, CheckpointIndex index, Seal seal, Times times) {
    this.dumps = new CheckpointDump(node.containers(), node.files(), times);
    this.needs = node.needs();
    this.repository = repository;
    this.index = index;
    this.seal = seal;
  }

  /**
   * Takes a checkpoint and keeps it on this node; it is listed with this node as its only holder
   * when this returns.
   *
   * @param application which, as it is recorded; it runs here
   * @param order what was asked for
   * @param local this node
   * @param cancellation asked until the image is complete
   * @return the version
   * @throws MoveFailedException if it could not be taken; the application runs on, and no version
   *     is listed
   */
  public Checkpoint take(
      Application application, CheckpointOrder order, NodeId local, Cancellation cancellation) {
    return take(application, order, local, cancellation, Accord.ALONE);
  }

  /**
   * Takes a checkpoint that is one with those of other containers.
   *
   * @param application which container, as it is recorded; it runs here
   * @param order what was asked for
   * @param local this node
   * @param cancellation asked until the image is complete
   * @param accord with the others
   * @return the version
   * @throws MoveFailedException if it could not be taken; the application runs on, and no version
   *     is listed
   */
  public Checkpoint take(
      Application application,
      CheckpointOrder order,
      NodeId local,
      Cancellation cancellation,
      Accord accord) {
    Checkpoint line =
        accord.reserve(index, application.id().value(), id -> draft(id, application, order));
    boolean whole = false;
    try (NewVersion version = repository.begin(line.id())) {
      CheckpointDump.Taken taken =
          dumps.take(application, order, version.image(), cancellation, accord);
      Checkpoint listed;
      try {
        byte[] needed = needs.of(version.image(), taken.writable());
        List<ImageFile> stored = version.store();
        ImageManifest manifest =
            manifest(line, application, taken, needed, stored, local, accord.parts());
        accord.stored();
        version.complete(SealedManifest.seal(manifest, seal));
        listed = CheckpointLines.of(manifest, line.ownerUid(), version.storedBytes(), local);
        whole = accord.decide(line.id());
        var _ = index.addHolder(listed, local);
        accord.listed(listed);
        whole = true;
      } finally {
        if (order.endAfterwards()) {
          endOrResume(taken.tree(), whole);
          accord.goOn(taken.container());
        }
      }
      return listed;
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "taking a checkpoint of application "
              + application.id()
              + " failed: "
              + unwritten(e)
              + "; the application runs on",
          e);
    } finally {
      if (!whole) {
        forget(line);
      }
    }
  }

  private static String unwritten(IOException e) {
    String message = String.valueOf(e.getMessage());
    // What strerror(3) says of ENOSPC.
    return message.contains("No space left on device")
        ? "the disk is full (" + message + ")"
        : "it cannot be written: " + message;
  }

  private static Checkpoint draft(CheckpointId id, Application application, CheckpointOrder order) {
    return new Checkpoint(
        id,
        order.description(),
        Instant.EPOCH,
        String.join(" ", application.command()),
        application.owner().uid(),
        0,
        0,
        0,
        Duration.ZERO,
        new TreeSet<>());
  }

  private static ImageManifest manifest(
      Checkpoint line,
      Application application,
      CheckpointDump.Taken taken,
      byte[] needed,
      List<ImageFile> files,
      NodeId local,
      VersionParts parts) {
    return new ImageManifest(
        line.id().application(),
        line.id().version(),
        line.description(),
        taken.at(),
        local.value(),
        ApplicationWire.encode(application),
        line.command(),
        files,
        taken.writable(),
        taken.carried(),
        taken.cursor(),
        taken.frozen(),
        needed,
        parts);
  }

  private static void endOrResume(FrozenTree tree, boolean end) {
    if (end) {
      tree.kill();
      tree.finish();
    } else {
      tree.resume();
    }
  }

  private void forget(Checkpoint line) {
    try {
      index.remove(line.id());
      repository.remove(line.id());
    } catch (IOException | RuntimeException e) {
      log.warn("Version {} was not made and left something behind", line.id(), e);
    }
  }
}
