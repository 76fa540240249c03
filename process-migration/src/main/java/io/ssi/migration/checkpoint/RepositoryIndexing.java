package io.ssi.migration.checkpoint;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageManifest;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what this node has on its disk and the shared index together: what it holds is listed, what
 * was deleted goes. The manifests on the disk are the truth about versions; that one was deleted is
 * remembered by all nodes. Thread-safe; blocks on the disk and the maps.
 */
public final class RepositoryIndexing {
  private static final Logger log = LoggerFactory.getLogger(RepositoryIndexing.class);

  private final ImageRepository repository;
  private final VersionLedger ledger;
  private final CheckpointIndex index;
  private final UndecidedVersions undecided;
  private final NodeId local;

  /**
   * For one node.
   *
   * @param repository of this node
   * @param ledger of this node
   * @param index of the cluster
   * @param undecided of this node
   * @param local this node
   */
  public RepositoryIndexing(
      ImageRepository repository,
      VersionLedger ledger,
      CheckpointIndex index,
      UndecidedVersions undecided,
      NodeId local) {
    this.repository = repository;
    this.ledger = ledger;
    this.index = index;
    this.undecided = undecided;
    this.local = local;
  }

  /** Begins to follow deletions, and to remember the numbers that are given. */
  public void follow() {
    index.listenToNumbers(this::follow);
  }

  /**
   * Writes all numbers that are known now to this node's disk.
   *
   * @throws UncheckedIOException if that fails
   */
  public void remember() {
    try {
      for (Map.Entry<Integer, VersionNumbers> known : index.numbers().all().entrySet()) {
        ledger.remember(known.getKey(), known.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The numbers of versions cannot be written", e);
    }
  }

  private void follow(int application) {
    try {
      ledger.remember(application, index.numbers(application));
      for (CheckpointId id : repository.list()) {
        if (isOf(id, application) && index.isRemoved(id)) {
          if (id.application() != application) {
            index.delete(id.application(), List.of(id.version()));
          }
          repository.remove(id);
        }
      }
    } catch (IOException e) {
      log.error("What was deleted of application {} may still be here", application, e);
    }
  }

  /** Whether a version is of an application, or of a further container of it. */
  private boolean isOf(CheckpointId id, int application) {
    return id.application() == application
        || index
            .line(id)
            .map(line -> line.parts().partOf())
            .filter(whole -> whole.isPresent() && whole.getAsInt() == application)
            .isPresent();
  }

  /**
   * Indexes what is here when this node joins, and removes what was left half done or was deleted
   * while it was away. May be repeated. A version that cannot be read is left out and logged.
   */
  public void index() {
    try {
      repository.tidy();
      for (Map.Entry<Integer, VersionNumbers> known : ledger.load().entrySet()) {
        index.merge(known.getKey(), known.getValue());
      }
      settle();
      for (CheckpointId id : repository.list()) {
        ledger.remember(id.application(), index.numbers(id.application()));
        if (index.isRemoved(id)) {
          repository.remove(id);
        } else {
          index(id);
        }
      }
    } catch (IOException e) {
      log.error("The versions that this node holds cannot be listed", e);
    }
  }

  /** Finds out about versions of several containers that an earlier agent stored. */
  private void settle() throws IOException {
    for (Map.Entry<CheckpointId, CheckpointId> each : undecided.load().entrySet()) {
      CheckpointId id = each.getKey();
      try {
        if (new WholeVersions(index).giveUp(each.getValue())) {
          index.delete(id.application(), List.of(id.version()));
        }
        undecided.remove(id);
      } catch (MembershipException e) {
        log.error("Version {} on this node: it is not known whether it exists", id, e);
      }
    }
  }

  private void index(CheckpointId id) throws IOException {
    try {
      Checkpoint line = line(id);
      if (!index.addHolder(line, local)) {
        renumber(line);
      }
    } catch (ImageCorruptException e) {
      log.error("Version {} on this node cannot be used", id, e);
    } catch (MembershipException e) {
      log.error("Version {} on this node is not listed", id, e);
    }
  }

  private Checkpoint line(CheckpointId id) throws IOException {
    ImageManifest manifest = repository.manifest(id);
    int owner = ApplicationWire.decode(manifest.applicationRecord()).owner().uid();
    return CheckpointLines.of(manifest, owner, repository.storedBytes(id), local);
  }

  /**
   * Another version got the number of this one while no node that knew it was there. It is listed
   * under a new number, the same on all its holders.
   */
  private void renumber(Checkpoint line) throws IOException {
    Optional<CheckpointId> known = index.sameVersion(line);
    CheckpointId next =
        known.isPresent() ? known.get() : index.reserve(line.id().application(), line::withId).id();
    log.warn(
        "Version {} on this node is version {} now: its number was given again", line.id(), next);
    repository.renumber(line.id(), next);
    boolean listed = index.addHolder(line(next), local);
    if (!listed) {
      log.error("Version {} on this node cannot be listed", next);
    }
  }
}
