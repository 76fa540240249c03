package io.ssi.migration.accord;

import io.ssi.membership.MembershipException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RegistryWait;
import io.ssi.migration.UndecidedException;
import io.ssi.migration.VersionParts;
import io.ssi.migration.checkpoint.Accord;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.migration.wire.PartOrderFormat;
import io.ssi.migration.wire.PartStream.Step;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationParts;
import io.ssi.pid.registry.ApplicationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first container's side of a checkpoint of several: leads the others and decides. Closed
 * without a decision, the others undo what they did. For one thread.
 */
public final class LeaderAccord implements Accord, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaderAccord.class);
  private static final byte[] NOTHING = new byte[0];

  private final Application first;
  private final List<PartLink> links = new ArrayList<>();
  private final ApplicationRegistry registry;
  private final JointVersions versions;
  private final Limits limits = Limits.STANDARD;
  private Optional<CheckpointId> reserved = Optional.empty();
  private Doubt doubt = Doubt.NONE;
  private boolean isDecided;

  /**
   * A leader that has asked nobody yet.
   *
   * @param first the first container, as it is recorded
   * @param registry where the others are
   * @param versions of the cluster
   */
  public LeaderAccord(Application first, ApplicationRegistry registry, JointVersions versions) {
    this.first = first;
    this.registry = registry;
    this.versions = versions;
  }

  /**
   * Has the nodes of the other containers look whether those can be saved, and claim them.
   *
   * @param others the further containers
   * @param order what was asked for
   * @param ways to their nodes
   * @throws NotMovableException with all that is in the way
   * @throws MigrationException if one of them cannot be had
   */
  public void join(List<Application> others, CheckpointOrder order, PartWays ways) {
    for (Application other : others) {
      links.add(PartLink.open(other.id(), other.host(), MoveStreams.SAVE_PART, ways));
    }
    links.forEach(
        link -> link.ask(Step.JOIN, CheckpointOrderFormat.encode(order.of(link.container()))));
    PartLink.joined(
        links, "checkpoint application " + first.id(), link -> done(link, limits.join()));
  }

  @Override
  public Checkpoint reserve(
      CheckpointIndex index, int application, Function<CheckpointId, Checkpoint> draft) {
    Checkpoint line = versions.whole().reserve(application, parts().others(), draft);
    reserved = Optional.of(line.id());
    return line;
  }

  @Override
  public VersionParts parts() {
    return VersionParts.with(
        links.stream().map(link -> link.container().value()).toList(), first.host());
  }

  @Override
  public Optional<Path> standStill(MovingContainer container) {
    byte[] version = PartOrderFormat.encode(reserved.orElseThrow());
    links.forEach(link -> link.ask(Step.STAND_STILL, version));
    Optional<Path> group = new Standstill(first).begin(container);
    awaitAll(limits.still());
    refuseNewContainers();
    links.forEach(link -> link.ask(Step.DUMP, NOTHING));
    return group;
  }

  @Override
  public void dumped() {
    awaitAll(limits.dump());
    links.forEach(link -> link.ask(Step.GO_ON, NOTHING));
  }

  @Override
  public void goOn(MovingContainer container) {
    new Standstill(first).end(container);
  }

  @Override
  public void stored() {
    awaitAll(limits.store());
    doubt = Doubt.begin(versions.undecided(), reserved.orElseThrow(), reserved.orElseThrow());
  }

  @Override
  public boolean decide(CheckpointId id) {
    try {
      RegistryWait.until(registry, () -> isCommitted(id));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndecidedException(
          "it cannot be known now whether version "
              + id
              + " exists: this agent ends before the cluster has told; see 'ssi ckpt list'",
          e);
    }
    return true;
  }

  @Override
  public void listed(Checkpoint line) {
    for (PartLink link : links) {
      try {
        link.ask(Step.COMMIT, NOTHING);
      } catch (MoveFailedException e) {
        log.warn("Version {}: a node was not told that it exists and will find out", line.id(), e);
      }
    }
    for (PartLink link : links) {
      try {
        if (!link.isBroken()) {
          done(link, limits.decided());
        }
      } catch (MigrationException e) {
        log.warn("Version {}: a node did not say that it knows it", line.id(), e);
      }
    }
  }

  @Override
  public void close() {
    doubt.close();
    if (!isDecided) {
      boolean undone = true;
      for (PartLink link : links) {
        undone &= link.abandon(limits.decided());
      }
      if (!undone) {
        reserved.ifPresent(this::giveUp);
      }
    }
    links.forEach(PartLink::close);
  }

  private boolean isCommitted(CheckpointId id) {
    boolean exists;
    try {
      exists = versions.whole().commit(id);
    } catch (MembershipException e) {
      log.warn("Version {}: it is not known yet whether it exists", id, e);
      return false;
    }
    if (!exists) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "version " + id + " was given up meanwhile by the node of one of its containers");
    }
    isDecided = true;
    return true;
  }

  /** Whoever holds a part of it and cannot be told removes it when it sees that. */
  private void giveUp(CheckpointId id) {
    try {
      boolean given = versions.whole().giveUp(id);
      log.info("Version {} was {}", id, given ? "given up" : "kept");
    } catch (MembershipException e) {
      log.warn("Version {}: the nodes of its containers have to give it up themselves", id, e);
    }
  }

  /** One that was added after this began would be missing, and what it was told since be lost. */
  private void refuseNewContainers() {
    Set<ApplicationId> known =
        links.stream().map(link -> link.container()).collect(Collectors.toCollection(HashSet::new));
    known.add(first.id());
    for (Application now : ApplicationParts.live(registry, first.id())) {
      if (!known.contains(now.id())) {
        throw new MoveFailedException(
            Outcome.ROLLED_BACK,
            "container " + now.id() + " was added to the application meanwhile; try again");
      }
    }
  }

  private void awaitAll(Duration time) {
    links.forEach(link -> done(link, time));
  }

  private static void done(PartLink link, Duration time) {
    var _ =
        link.report(
            time,
            answer ->
                CheckpointOrderFormat.decodeAnswer(answer, "save container " + link.container()));
  }
}
