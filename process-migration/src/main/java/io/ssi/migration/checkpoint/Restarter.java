package io.ssi.migration.checkpoint;

import io.ssi.linux.LinuxException;
import io.ssi.linux.criu.HeldRestore;
import io.ssi.linux.criu.RestoreRequest;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CancelledException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.container.PidGap;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.WritableFile;
import io.ssi.pid.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private final ImageRepository repository;
  private final ImageExchange exchange;
  private final CheckpointIndex index;
  private final Revival revival;
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
   * @param nanoClock monotonic nanoseconds
   */
  public Restarter(
      NodeId local,
      MovingContainers containers,
      Sources sources,
      Revival revival,
      LongSupplier nanoClock) {
    this.local = local;
    this.containers = containers;
    this.repository = sources.repository();
    this.exchange = sources.exchange();
    this.index = sources.index();
    this.revival = revival;
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
    long start = nanoClock.getAsLong();
    CheckpointId id = order.checkpoint();
    Checkpoint line = index.find(id.application(), Optional.of(id.version()));
    try (RestoredImage image = verified(line)) {
      return restart(order, line, image, start, cancellation);
    }
  }

  private RestartReport restart(
      RestartOrder order,
      Checkpoint line,
      RestoredImage restored,
      long start,
      Cancellation cancellation) {
    ImageManifest manifest = restored.manifest();
    Application candidate = revival.candidate(order, manifest);
    List<WritableFile> changed = ChangedFiles.find(manifest.writableFiles());
    ChangedFiles.check(changed, order.files());
    giveUpIf(cancellation, line);
    Application claimed = revival.claim(candidate);
    Application running =
        restore(claimed, restored, order.files(), changed, () -> giveUpIf(cancellation, line));
    return new RestartReport(
        line.id(),
        running.root().orElseThrow(),
        local,
        Duration.ofNanos(nanoClock.getAsLong() - start),
        changed.stream().map(WritableFile::path).toList());
  }

  /**
   * Makes the files of the version, every page checked; a copy here that was altered is replaced by
   * another holder's.
   */
  private RestoredImage verified(Checkpoint line) {
    try {
      if (line.holders().contains(local)) {
        try {
          return repository.restore(line.id());
        } catch (ImageCorruptException e) {
          log.error("Version {} on this node is not what it was", line.id(), e);
          return replaced(line, e);
        }
      }
      return fetched(line);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.NOT_STARTED, "reading version " + line.id() + " failed: " + e.getMessage(), e);
    }
  }

  private RestoredImage replaced(Checkpoint line, ImageCorruptException found) throws IOException {
    if (line.holders().size() == 1) {
      throw found;
    }
    repository.distrust(line.id());
    return fetched(line);
  }

  private RestoredImage fetched(Checkpoint line) throws IOException {
    MigrationException last = null;
    for (NodeId holder : line.holders()) {
      if (holder.equals(local)) {
        continue;
      }
      try {
        exchange.fetch(line.id(), holder);
        index.addHolder(line, local);
        return repository.restore(line.id());
      } catch (MigrationException e) {
        log.warn("Version {} could not be got from node {}", line.id(), holder, e);
        last = e;
      }
    }
    String why = last == null ? "nobody holds it" : String.valueOf(last.getMessage());
    throw new MoveFailedException(
        Outcome.NOT_STARTED, "version " + line.id() + " could not be had from any holder: " + why);
  }

  private Application restore(
      Application claimed,
      RestoredImage restored,
      FilePolicy policy,
      List<WritableFile> changed,
      Runnable check) {
    ImageManifest manifest = restored.manifest();
    ImageDirectory image = restored.image();
    boolean runs = false;
    String why = "its restart was cut off";
    try {
      MovingContainer container = containers.prepare(claimed);
      check.run();
      ChangedFiles.apply(changed, policy, image, claimed.owner().uid());
      container.cursor(PidGap.before(CheckpointImages.numbers(image.path())));
      HeldRestore held =
          container
              .restorer()
              .restore(
                  RestoreRequest.of(image.path())
                      .withTcp(TcpPairs.treatment(image.path(), TcpConnections.REFUSE)));
      Application running;
      try {
        if (policy == FilePolicy.KEEP) {
          // Files that were changed for it cannot be changed back.
          check.run();
        }
        running = revival.commit(claimed, manifest);
      } catch (RuntimeException e) {
        held.abandon();
        throw e;
      }
      held.release();
      runs = true;
      container.cursor(manifest.cursor());
      containers.adopt(running);
      return running;
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
        undo(claimed, why);
      }
    }
  }

  private static void giveUpIf(Cancellation cancellation, Checkpoint line) {
    if (cancellation.isCancelled()) {
      throw new CancelledException(
          Outcome.ROLLED_BACK,
          "the restart of application "
              + line.id().application()
              + " was interrupted; it does not run, its checkpoints are as they were");
    }
  }

  private void undo(Application claimed, String why) {
    try {
      containers.discard(claimed);
      revival.giveUp(claimed, why);
    } catch (RuntimeException e) {
      log.error("The restart of application {} left something behind", claimed.id(), e);
    }
  }
}
