package io.ssi.migration.sleep;

import io.ssi.linux.LinuxException;
import io.ssi.linux.Signal;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CancelledException;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationParts;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.route.ExitWaiter;
import io.ssi.pid.route.SignalRouter;
import io.ssi.pid.route.SuspensionRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the whole cluster to sleep. First every application stands still, then every one is saved on
 * two nodes, then it is remembered on two nodes that they sleep; only then are they ended. Until
 * then everything can be undone, and is, if something fails. Thread-safe; blocks until it is done.
 */
public final class ClusterSleep {
  /** What these versions are called. */
  public static final String DESCRIPTION = "cluster suspend";

  private static final Logger log = LoggerFactory.getLogger(ClusterSleep.class);
  private static final int AT_A_TIME = 6;
  // Programs that are started meanwhile are taken along; somebody may start them for ever.
  private static final int ROUNDS = 5;
  private static final int HOLDERS = 2;
  private static final Duration END = Duration.ofSeconds(30);

  private final Applications applications;
  private final ProcessMigrator migrator;
  private final CheckpointIndex index;
  private final ClusterNodes nodes;
  private final ClusterChannel channel;
  private final InParallel parallel;

  /**
   * What is done with applications.
   *
   * @param registry knows them
   * @param suspensions makes them stand still
   * @param signals ends them
   * @param exits tells that they have ended
   */
  public record Applications(
      ApplicationRegistry registry,
      SuspensionRouter suspensions,
      SignalRouter signals,
      ExitWaiter exits) {}

  /**
   * From one node.
   *
   * @param applications what is done with them
   * @param migrator saves them
   * @param index of checkpoints
   * @param nodes of the cluster
   * @param channel to them
   * @param threads makes threads for what waits
   */
  public ClusterSleep(
      Applications applications,
      ProcessMigrator migrator,
      CheckpointIndex index,
      ClusterNodes nodes,
      ClusterChannel channel,
      ThreadFactory threads) {
    this.applications = applications;
    this.migrator = migrator;
    this.index = index;
    this.nodes = nodes;
    this.channel = channel;
    this.parallel = new InParallel(threads, AT_A_TIME);
  }

  /**
   * Saves and ends every application; agents go on.
   *
   * @param force whether those that cannot be saved are ended all the same
   * @param cancellation asked until they are ended
   * @return what became of them; if one could not be saved, and without force, it is not done and
   *     all run on
   * @throws CancelledException if it was cancelled in time; all run on
   * @throws MigrationException if what sleeps could not be remembered; all run on
   */
  public SleepOutcome suspend(boolean force, Cancellation cancellation) {
    Map<ApplicationId, Sleeper> all = new TreeMap<>();
    boolean isDone = false;
    try {
      for (int round = 0; round < ROUNDS && takeNew(all, force, cancellation); round++) {
        log.info("Falling asleep: {} applications", all.size());
      }
      if (cancellation.isCancelled()) {
        throw new CancelledException(
            Outcome.ROLLED_BACK, "the cluster was not suspended: interrupted; all run on");
      }
      boolean anyFailed = all.values().stream().anyMatch(one -> one.failure().isPresent());
      if (!anyFailed || force) {
        remember(going(all));
        isDone = true;
      }
    } finally {
      if (!isDone) {
        parallel.each(all.values(), this::undo);
      }
    }
    List<SleepOutcome.Failed> failed = new ArrayList<>();
    all.values()
        .forEach(one ->
            one.failure().ifPresent(why -> failed.add(new SleepOutcome.Failed(one.id(), why))));
    if (isDone) {
      parallel.each(all.values(), this::end);
    }
    return new SleepOutcome(
        isDone ? going(all).stream().map(Sleeper::done).toList() : List.of(), failed, isDone);
  }

  /** Ends all agents, this one too, a moment after this returns. */
  public void stopAgents() {
    SleepMessages.stop(channel, nodes.reachable());
  }

  private static List<Sleeper> going(Map<ApplicationId, Sleeper> all) {
    return all.values().stream().filter(Sleeper::isGoing).toList();
  }

  /** Saves those that have not been looked at yet; false if there are none, or all is over. */
  private boolean takeNew(
      Map<ApplicationId, Sleeper> all, boolean force, Cancellation cancellation) {
    List<Sleeper> fresh =
        applications.registry().all().stream()
            .filter(record -> record.phase().isLive())
            .map(Application::whole)
            .distinct()
            .filter(id -> !all.containsKey(id))
            .map(id -> ApplicationParts.live(applications.registry(), id))
            .filter(containers -> !containers.isEmpty())
            .map(Sleeper::new)
            .toList();
    fresh.forEach(one -> all.put(one.id(), one));
    parallel.each(fresh, this::still);
    if (!isOver(fresh, force, cancellation)) {
      parallel.each(
          fresh.stream().filter(Sleeper::isGoing).toList(), one -> save(one, cancellation));
    }
    return !fresh.isEmpty() && !isOver(fresh, force, cancellation);
  }

  private static boolean isOver(List<Sleeper> some, boolean force, Cancellation cancellation) {
    boolean anyFailed = some.stream().anyMatch(one -> one.failure().isPresent());
    return cancellation.isCancelled() || (anyFailed && !force);
  }

  private void still(Sleeper one) {
    // Before, so that those that stand still go on if another one does not.
    one.stilled();
    try {
      if (one.containers().stream().filter(this::standsStill).count() == 0) {
        one.gone();
      }
    } catch (PidException | MembershipException | LinuxException e) {
      one.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Makes a container stand still; false if it has ended by itself. */
  private boolean standsStill(ApplicationId container) {
    try {
      applications.suspensions().suspend(container, Caller.ROOT);
      return true;
    } catch (NoSuchApplicationException e) {
      return false;
    }
  }

  private void save(Sleeper one, Cancellation cancellation) {
    try {
      Checkpoint version =
          migrator
              .checkpoint(one.id(), DESCRIPTION, false, Caller.ROOT.uid(), cancellation)
              .checkpoint();
      one.saved(version.id().version());
      if (version.holders().size() < wantedHolders()) {
        one.failed("only " + nodes.named(version.holders().first()) + " could store its state");
      }
    } catch (MigrationException | MembershipException | PidException e) {
      one.failed(String.valueOf(e.getMessage()));
    }
  }

  /** A cluster of one node has but one. */
  private int wantedHolders() {
    return Math.min(HOLDERS, nodes.reachable().size());
  }

  private void remember(Collection<Sleeper> going) {
    going.forEach(
        one -> index.numbers().change(one.id().value(), now -> now.withSleep(one.sleep())));
    List<NodeId> all = nodes.reachable();
    if (SleepMessages.remembered(channel, all) < wantedHolders()) {
      going.forEach(one -> index.numbers().change(one.id().value(), VersionNumbers::awake));
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "the cluster was not suspended: fewer than two nodes could write down what sleeps; all run"
              + " on");
    }
  }

  private void undo(Sleeper one) {
    try {
      if (one.isStilled()) {
        one.stilledContainers()
            .forEach(each -> applications.suspensions().resume(each, Caller.ROOT));
      }
      one.version().ifPresent(version -> index.delete(one.id().value(), List.of(version)));
    } catch (PidException | MembershipException | LinuxException e) {
      log.error("Application {} may stand still: ssi resume lets it go on", one.id(), e);
    }
  }

  private void end(Sleeper one) {
    try {
      for (Application each : ApplicationParts.live(applications.registry(), one.id())) {
        applications.signals().signal(each.id(), Signal.KILL, Caller.ROOT);
        var _ = applications.exits().await(new AppOrPid.ById(each.id()), END);
      }
    } catch (PidException | MembershipException | LinuxException e) {
      log.error("Application {} sleeps, and may not have been ended", one.id(), e);
    }
  }
}
