package io.ssi.migration.sleep;

import io.ssi.linux.LinuxException;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartReport;
import io.ssi.migration.RestartWish;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.VersionNumbers.Sleep;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/**
 * Brings back what fell asleep with the cluster, under the same numbers, each on the node where it
 * was if that is online. May be repeated: what is awake is left alone. Thread-safe; blocks until it
 * is done.
 */
public final class ClusterWake {
  private static final int AT_A_TIME = 6;

  private final ClusterSleep.Applications applications;
  private final ProcessMigrator migrator;
  private final CheckpointIndex index;
  private final ClusterNodes nodes;
  private final InParallel parallel;

  /**
   * From one node.
   *
   * @param applications what is done with them
   * @param migrator brings them back
   * @param index of checkpoints
   * @param nodes of the cluster
   * @param threads makes threads for what waits
   */
  public ClusterWake(
      ClusterSleep.Applications applications,
      ProcessMigrator migrator,
      CheckpointIndex index,
      ClusterNodes nodes,
      ThreadFactory threads) {
    this.applications = applications;
    this.migrator = migrator;
    this.index = index;
    this.nodes = nodes;
    this.parallel = new InParallel(threads, AT_A_TIME);
  }

  private record Slept(ApplicationId id, Sleep how) {}

  /**
   * Brings all back that can be.
   *
   * @param cancellation asked before each; what is not begun then sleeps on
   * @return what became of them
   */
  public SleepOutcome resume(Cancellation cancellation) {
    Map<ApplicationId, Slept> asleep = new TreeMap<>();
    index
        .numbers()
        .all()
        .forEach((number, numbers) -> {
          ApplicationId id = new ApplicationId(number);
          numbers.asleep().ifPresent(how -> asleep.put(id, new Slept(id, how)));
        });
    Map<ApplicationId, SleepOutcome.Done> done = new TreeMap<>();
    Map<ApplicationId, SleepOutcome.Failed> failed = new TreeMap<>();
    parallel.each(
        asleep.values(),
        one -> {
          try {
            SleepOutcome.Done back = wake(one, cancellation);
            synchronized (done) {
              done.put(one.id(), back);
            }
          } catch (MigrationException | MembershipException | PidException | LinuxException e) {
            synchronized (done) {
              failed.put(
                  one.id(), new SleepOutcome.Failed(one.id(), String.valueOf(e.getMessage())));
            }
          }
        });
    return new SleepOutcome(
        done.values().stream().toList(), failed.values().stream().toList(), failed.isEmpty());
  }

  private SleepOutcome.Done wake(Slept one, Cancellation cancellation) {
    ApplicationId id = one.id();
    Optional<Application> live =
        applications.registry().find(id).filter(record -> record.phase().isLive());
    NodeId node;
    if (live.isPresent()) {
      // Whoever put it to sleep was ended before it was.
      node = live.get().host();
      if (live.get().suspended() && !one.how().still()) {
        containers(id).forEach(each -> applications.suspensions().resume(each, Caller.ROOT));
      }
    } else {
      if (cancellation.isCancelled()) {
        throw new MoveFailedException(Outcome.NOT_STARTED, "interrupted; it sleeps on");
      }
      node = restarted(one, cancellation).node();
      if (one.how().still()) {
        containers(id).forEach(each -> applications.suspensions().suspend(each, Caller.ROOT));
      }
    }
    index.numbers().change(id.value(), VersionNumbers::awake);
    return new SleepOutcome.Done(id, one.how().version(), node, live.isEmpty());
  }

  private List<ApplicationId> containers(ApplicationId id) {
    return ApplicationParts.live(applications.registry(), id).stream()
        .map(Application::id)
        .toList();
  }

  private RestartReport restarted(Slept one, Cancellation cancellation) {
    NodeId before = new NodeId(one.how().node());
    Checkpoint version = index.find(one.id().value(), Optional.of(one.how().version()));
    // Of several containers each goes to its own node, unless all are sent to one.
    if (version.parts().others().isEmpty() && nodes.isOnline(before)) {
      try {
        return migrator.restart(wish(one, Optional.of(before)), cancellation);
      } catch (NotMovableException e) {
        return migrator.restart(wish(one, Optional.empty()), cancellation);
      }
    }
    return migrator.restart(wish(one, Optional.empty()), cancellation);
  }

  private static RestartWish wish(Slept one, Optional<NodeId> node) {
    return new RestartWish(
        one.id(),
        Optional.of(one.how().version()),
        node,
        FilePolicy.KEEP,
        Caller.ROOT.uid(),
        RestartAs.ITSELF,
        0,
        Optional.empty());
  }
}
