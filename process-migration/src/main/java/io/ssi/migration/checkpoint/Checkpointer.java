package io.ssi.migration.checkpoint;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.CriuException;
import io.ssi.linux.criu.CriuOutcome;
import io.ssi.linux.criu.DumpRequest;
import io.ssi.linux.criu.HeldDump;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CancelledException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.TakenImage;
import io.ssi.migration.container.Member;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.WritableFile;
import io.ssi.migration.source.FrozenTree;
import io.ssi.pid.Application;
import io.ssi.pid.CarriedProcess;
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

  private final MovingContainers containers;
  private final WritableFileReader files;
  private final NeedsWriter needs;
  private final ImageRepository repository;
  private final CheckpointIndex index;
  private final Seal seal;
  private final Times times;

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
    this.containers = node.containers();
    this.files = node.files();
    this.needs = node.needs();
    this.repository = repository;
    this.index = index;
    this.seal = seal;
    this.times = times;
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
    Checkpoint line = index.reserve(application.id().value(), id -> draft(id, application, order));
    boolean whole = false;
    try (NewVersion version = repository.begin(line.id())) {
      Taken taken = dump(application, order, version.image(), cancellation);
      Checkpoint listed;
      try {
        byte[] needed = needs.of(version.image(), taken.writable());
        ImageManifest manifest = manifest(line, application, taken, needed, version.store(), local);
        version.complete(SealedManifest.seal(manifest, seal));
        listed = CheckpointLines.of(manifest, line.ownerUid(), version.storedBytes(), local);
        var _ = index.addHolder(listed, local);
        whole = true;
      } finally {
        if (order.endAfterwards()) {
          endOrResume(taken.tree(), whole);
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

  /**
   * An image on the disk; the tree stands still only if the application ends with the checkpoint.
   */
  private record Taken(
      FrozenTree tree,
      List<CarriedProcess> carried,
      int cursor,
      List<WritableFile> writable,
      Instant at,
      Duration frozen) {}

  private Taken dump(
      Application application,
      CheckpointOrder order,
      ImageDirectory directory,
      Cancellation cancellation)
      throws IOException {
    MovingContainer container = containers.of(application);
    DumpRequest request =
        DumpRequest.of(new InsidePid(TakenImage.REAPER), directory.path())
            .frozenIn(container.freezer())
            .withTcp(TcpConnections.KEEP);
    long start = times.nanoClock().getAsLong();
    Instant at = times.clock().instant();
    HeldDump dump;
    try {
      dump = container.dumper().dump(order.endAfterwards() ? request : request.withLeaveRunning());
    } catch (CriuException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "taking a checkpoint of application "
              + application.id()
              + " failed: "
              + e.getMessage()
              + (e.outcome() == CriuOutcome.UNDONE ? "; the application runs on" : ""),
          e);
    }
    List<Member> members = container.members();
    FrozenTree tree = new FrozenTree(dump, container.grip(members));
    boolean taken = false;
    try {
      TcpPairs.problem(directory.path())
          .ifPresent(problem -> {
            throw new MoveFailedException(
                Outcome.ROLLED_BACK,
                "taking a checkpoint of application "
                    + application.id()
                    + " failed: "
                    + problem
                    + "; the application runs on");
          });
      List<WritableFile> writable = files.save(members, directory);
      List<CarriedProcess> carried = container.carried(members);
      int cursor = container.cursor();
      if (cancellation.isCancelled()) {
        throw new CancelledException(
            Outcome.ROLLED_BACK,
            "the checkpoint of application "
                + application.id()
                + " was interrupted; it runs on, no version was made");
      }
      if (!order.endAfterwards()) {
        tree.finish();
      }
      taken = true;
      Duration frozen = Duration.ofNanos(times.nanoClock().getAsLong() - start);
      return new Taken(tree, carried, cursor, writable, at, frozen);
    } finally {
      if (!taken) {
        tree.resume();
      }
    }
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
      Taken taken,
      byte[] needed,
      List<ImageFile> files,
      NodeId local) {
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
        needed);
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
