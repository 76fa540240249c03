package io.ssi.migration.accord;

import io.ssi.membership.MembershipException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RegistryWait;
import io.ssi.migration.UndecidedException;
import io.ssi.migration.VersionParts;
import io.ssi.migration.checkpoint.Accord;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.migration.wire.PartOrderFormat;
import io.ssi.migration.wire.PartStream.Step;
import io.ssi.pid.Application;
import io.ssi.pid.registry.ApplicationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A further container's side of a checkpoint of several: follows the leader, and when that is gone
 * finds out by itself what was decided. For one thread.
 */
public final class PartAccord implements Accord {
  private static final Logger log = LoggerFactory.getLogger(PartAccord.class);

  private final Application part;
  private final LeaderLink leader;
  private final ApplicationRegistry registry;
  private final JointVersions versions;
  private final UnaryOperator<Checkpoint> secondHolder;
  private final Limits limits = Limits.STANDARD;
  private Optional<CheckpointId> whole = Optional.empty();
  private Optional<CheckpointId> own = Optional.empty();
  private Doubt doubt = Doubt.NONE;

  /**
   * For one checkpoint.
   *
   * @param part the container, as it is recorded
   * @param leader the first container's node
   * @param registry whose changes are waited for when nothing can be written
   * @param versions of the cluster
   * @param secondHolder puts a version on another node, if there is one that can
   */
  public PartAccord(
      Application part,
      LeaderLink leader,
      ApplicationRegistry registry,
      JointVersions versions,
      UnaryOperator<Checkpoint> secondHolder) {
    this.part = part;
    this.leader = leader;
    this.registry = registry;
    this.versions = versions;
    this.secondHolder = secondHolder;
  }

  @Override
  public Checkpoint reserve(
      CheckpointIndex index, int application, Function<CheckpointId, Checkpoint> draft) {
    CheckpointId first =
        PartOrderFormat.decode(leader.await(Step.STAND_STILL, limits.join(), subject()));
    Checkpoint line = draft.apply(new CheckpointId(application, first.version()));
    if (!versions.whole().begin(line)) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          subject() + " was not done: its version " + first.version() + " is taken; try again");
    }
    whole = Optional.of(first);
    own = Optional.of(line.id());
    return line;
  }

  @Override
  public VersionParts parts() {
    return VersionParts.of(whole.orElseThrow().application(), part.host());
  }

  @Override
  public Optional<Path> standStill(MovingContainer container) {
    Optional<Path> group = new Standstill(part).begin(container);
    leader.done(subject());
    var _ = leader.await(Step.DUMP, limits.still(), subject());
    return group;
  }

  @Override
  public void dumped() {
    leader.done(subject());
    var _ = leader.await(Step.GO_ON, limits.dump(), subject());
  }

  @Override
  public void goOn(MovingContainer container) {
    new Standstill(part).end(container);
  }

  @Override
  public void stored() {
    doubt = Doubt.begin(versions.undecided(), own.orElseThrow(), whole.orElseThrow());
  }

  @Override
  public void listed(Checkpoint line) {
    CheckpointId first = whole.orElseThrow();
    boolean exists;
    try {
      Checkpoint kept = secondHolder.apply(line);
      leader.say(CheckpointOrderFormat.encode(new CheckpointReport(kept, Duration.ZERO)));
      var _ = leader.expect(Step.COMMIT, limits.store());
      exists = true;
    } catch (LeaderLink.AbandonedException e) {
      log.info("Version {} comes to nothing", line.id(), e);
      exists = false;
    } catch (IOException e) {
      log.warn("The node of container {} is gone while version {} was made", first, line.id(), e);
      exists = exists(first);
    }
    doubt.close();
    if (!exists) {
      versions.whole().index().delete(line.id().application(), List.of(line.id().version()));
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, subject() + " was not done: it failed elsewhere; it runs on");
    }
  }

  /** Gives it up, unless it was decided before that it exists; blocks until that is known. */
  private boolean exists(CheckpointId first) {
    boolean[] known = new boolean[1];
    try {
      RegistryWait.until(
          registry,
          () -> {
            try {
              known[0] = !versions.whole().giveUp(first);
              return true;
            } catch (MembershipException e) {
              log.warn("Version {}: it is not known yet whether it exists", first, e);
              return false;
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndecidedException(
          "it cannot be known now whether version " + first + " exists: this agent ends before", e);
    }
    return known[0];
  }

  private String subject() {
    return "saving container " + part.id();
  }
}
