package io.ssi.migration.checkpoint;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.CriuException;
import io.ssi.linux.criu.CriuOutcome;
import io.ssi.linux.criu.DumpRequest;
import io.ssi.linux.criu.HeldDump;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CancelledException;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.TakenImage;
import io.ssi.migration.container.Member;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.WritableFile;
import io.ssi.migration.source.FrozenTree;
import io.ssi.pid.Application;
import io.ssi.pid.CarriedProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Dumps an application of this node to its disk. It stands still until CRIU has written its image
 * and small files that it writes are saved, and until those that are saved with it have come as
 * far.
 */
final class CheckpointDump {
  private final MovingContainers containers;
  private final WritableFileReader files;
  private final Checkpointer.Times times;

  CheckpointDump(MovingContainers containers, WritableFileReader files, Checkpointer.Times times) {
    this.containers = containers;
    this.files = files;
    this.times = times;
  }

  /**
   * An image on the disk; the tree stands still only if the application ends with the checkpoint.
   */
  record Taken(
      MovingContainer container,
      FrozenTree tree,
      List<CarriedProcess> carried,
      int cursor,
      List<WritableFile> writable,
      Instant at,
      Duration frozen) {}

  /** Blocks until the tree is on the disk and, unless it is to end, goes on. */
  Taken take(
      Application application,
      CheckpointOrder order,
      ImageDirectory directory,
      Cancellation cancellation,
      Accord accord)
      throws IOException {
    MovingContainer container = containers.of(application);
    Instant at = times.clock().instant();
    long start = times.nanoClock().getAsLong();
    boolean stays = false;
    try {
      DumpRequest request =
          DumpRequest.of(new InsidePid(TakenImage.REAPER), directory.path())
              .frozenIn(accord.standStill(container))
              .withTcp(TcpConnections.KEEP);
      FrozenTree tree = held(application, order, container, request);
      Saved saved = save(application, order, directory, tree, cancellation, accord);
      stays = order.endAfterwards();
      Duration frozen = Duration.ofNanos(times.nanoClock().getAsLong() - start);
      return new Taken(
          container, tree, saved.carried(), saved.cursor(), saved.writable(), at, frozen);
    } finally {
      if (!stays) {
        accord.goOn(container);
      }
    }
  }

  private static FrozenTree held(
      Application application,
      CheckpointOrder order,
      MovingContainer container,
      DumpRequest request) {
    try {
      HeldDump dump =
          container.dumper().dump(order.endAfterwards() ? request : request.withLeaveRunning());
      return new FrozenTree(dump, container.grip(container.members()));
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
  }

  /** What is known of a tree beside CRIU's files. */
  private record Saved(List<WritableFile> writable, List<CarriedProcess> carried, int cursor) {}

  /** Lets go of the tree, unless the application is to end with the checkpoint. */
  private Saved save(
      Application application,
      CheckpointOrder order,
      ImageDirectory directory,
      FrozenTree tree,
      Cancellation cancellation,
      Accord accord)
      throws IOException {
    MovingContainer container = containers.of(application);
    boolean settled = false;
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
      List<Member> members = container.members();
      Saved saved =
          new Saved(files.save(members, directory), container.carried(members), container.cursor());
      if (cancellation.isCancelled()) {
        throw new CancelledException(
            Outcome.ROLLED_BACK,
            "the checkpoint of application "
                + application.id()
                + " was interrupted; it runs on, no version was made");
      }
      if (!order.endAfterwards()) {
        settled = true;
        tree.finish();
      }
      accord.dumped();
      settled = true;
      return saved;
    } finally {
      if (!settled) {
        tree.resume();
      }
    }
  }
}
