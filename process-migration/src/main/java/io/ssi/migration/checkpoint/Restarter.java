package io.ssi.migration.checkpoint;

import io.ssi.linux.LinuxException;
import io.ssi.linux.criu.HeldRestore;
import io.ssi.linux.criu.RestoreRequest;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.MovedPaths;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CancelledException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.container.PidGap;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.WritableFile;
import io.ssi.migration.preflight.RestartPreflight;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings applications back on this node. Thread-safe: one thread per restart; the registry sees to
 * it that only one wins.
 */
public final class Restarter {
  private static final Logger log = LoggerFactory.getLogger(Restarter.class);

  private final NodeId local;
  private final MovingContainers containers;
  private final VersionSource versions;
  private final CheckpointIndex index;
  private final Revival revival;
  private final IntFunction<String> filesOf;
  private final LongSupplier nanoClock;

  /**
   * Where versions are.
   *
   * @param repository of this node
   * @param exchange with other nodes
   * @param index of the cluster
   */
  public record Sources(
      ImageRepository repository, ImageExchange exchange, CheckpointIndex index) {}

  /**
   * A restarter for this node.
   *
   * @param local this node
   * @param containers of this node
   * @param sources where versions are
   * @param revival the registry's side
   * @param filesOf the directory of the files that agents keep for a container and that its
   *     programs may have open, such as its log, with a slash at its end
   * @param nanoClock monotonic nanoseconds
   */
  public Restarter(
      NodeId local,
      MovingContainers containers,
      Sources sources,
      Revival revival,
      IntFunction<String> filesOf,
      LongSupplier nanoClock) {
    this.local = local;
    this.containers = containers;
    this.versions = new VersionSource(local, sources);
    this.index = sources.index();
    this.revival = revival;
    this.filesOf = filesOf;
    this.nanoClock = nanoClock;
  }

  /**
   * Brings an application back here.
   *
   * @param order what was asked for
   * @param cancellation asked until the application is to run
   * @return what was done
   * @throws MigrationException if it does not run afterwards
   */
  public RestartReport restart(RestartOrder order, Cancellation cancellation) {
    return restart(order, cancellation, Assembly.ALONE);
  }

  /**
   * Brings a container back here together with others.
   *
   * @param order what was asked for
   * @param cancellation asked until the application is to run
   * @param assembly with the others
   * @return what was done
   * @throws MigrationException if it does not run afterwards
   */
  public RestartReport restart(RestartOrder order, Cancellation cancellation, Assembly assembly) {
    long start = nanoClock.getAsLong();
    CheckpointId id = order.checkpoint();
    Checkpoint line = index.find(id.application(), Optional.of(id.version()));
    try (RestoredImage image = versions.restore(line)) {
      return restart(order, line, image, start, new Terms(cancellation, assembly));
    }
  }

  /** What may end a restart, and who else takes part in it. */
  private record Terms(Cancellation cancellation, Assembly assembly) {}

  private RestartReport restart(
      RestartOrder order, Checkpoint line, RestoredImage restored, long start, Terms terms) {
    ImageManifest manifest = restored.manifest();
    refuseSharing(order, manifest.writableFiles());
    List<WritableFile> changed = ChangedFiles.find(manifest.writableFiles());
    ChangedFiles.check(changed, order.files());
    Runnable check = () -> giveUpIf(terms.cancellation(), order);
    check.run();
    Application claimed = revival.claim(revival.candidate(order, manifest));
    Application running =
        restore(claimed, restored, order.files(), changed, check, terms.assembly());
    noteAwake(running);
    return new RestartReport(
        line.id(),
        running.root().orElseThrow(),
        local,
        Duration.ofNanos(nanoClock.getAsLong() - start),
        changed.stream().map(WritableFile::path).toList());
  }

  private Application restore(
      Application claimed,
      RestoredImage restored,
      FilePolicy policy,
      List<WritableFile> changed,
      Runnable check,
      Assembly assembly) {
    ImageManifest manifest = restored.manifest();
    ImageDirectory image = restored.image();
    boolean runs = false;
    Application recorded = claimed;
    String why = "its restart was cut off";
    try {
      assembly.claimed(claimed);
      MovingContainer container = containers.prepare(Revival.asSaved(claimed, manifest));
      check.run();
      rename(image, manifest.application(), claimed);
      ChangedFiles.apply(changed, policy, image, claimed.owner().uid());
      assembly.filesSet();
      container.cursor(PidGap.before(CheckpointImages.numbers(image.path())));
      HeldRestore held =
          container
              .restorer()
              .restore(
                  RestoreRequest.of(image.path())
                      .withTcp(TcpPairs.treatment(image.path(), TcpConnections.REFUSE)));
      Application running;
      try {
        assembly.built();
        if (policy == FilePolicy.KEEP) {
          // Files that were changed for it cannot be changed back.
          check.run();
        }
        running = revival.commit(claimed, manifest);
        recorded = running;
      } catch (RuntimeException e) {
        held.abandon();
        throw e;
      }
      assembly.committed();
      held.release();
      runs = true;
      container.cursor(manifest.cursor());
      containers.adopt(running);
      return running;
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "writing the image of application " + claimed.id() + " failed", e);
    } catch (LinuxException e) {
      why = String.valueOf(e.getMessage());
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "restarting application "
              + claimed.id()
              + " from version "
              + manifest.version()
              + " failed: "
              + e.getMessage(),
          e);
    } finally {
      if (!runs) {
        undo(recorded, why);
      }
    }
  }

  /** What somebody has brought back is not brought back again with the cluster. */
  private void noteAwake(Application running) {
    try {
      index.numbers().change(running.id().value(), VersionNumbers::awake);
    } catch (MembershipException e) {
      log.warn("Application {}: that it is awake is not known", running.id(), e);
    }
  }

  /** As preflight does, which knows less of versions that do not say what they need. */
  private static void refuseSharing(RestartOrder order, List<WritableFile> files) {
    List<MoveBlocker> found =
        files.stream()
            .map(file -> file.path().toString())
            .flatMap(path -> RestartPreflight.ofSharing(path, order, false).stream())
            .toList();
    if (!found.isEmpty()) {
      throw new NotMovableException(order.attempt(), found);
    }
  }

  /** What a new application writes to its log is not the other one's. */
  private void rename(ImageDirectory image, int original, Application claimed) throws IOException {
    int own = claimed.id().value();
    if (own != original) {
      var _ = MovedPaths.move(image.path(), filesOf.apply(original), filesOf.apply(own));
    }
  }

  private static void giveUpIf(Cancellation cancellation, RestartOrder order) {
    if (cancellation.isCancelled()) {
      int application = order.checkpoint().application();
      throw new CancelledException(
          Outcome.ROLLED_BACK,
          order.as().isNew()
              ? "the start of a new application from a checkpoint of application "
                  + application
                  + " was interrupted; there is none"
              : "the restart of application "
                  + application
                  + " was interrupted; it does not run, its checkpoints are as they were");
    }
  }

  private void undo(Application recorded, String why) {
    try {
      containers.discard(recorded);
      if (recorded.phase() == ApplicationPhase.RUNNING) {
        revival.takeBack(recorded, why);
      } else {
        revival.giveUp(recorded, why);
      }
    } catch (RuntimeException e) {
      log.error("The restart of application {} left something behind", recorded.id(), e);
    }
  }
}
