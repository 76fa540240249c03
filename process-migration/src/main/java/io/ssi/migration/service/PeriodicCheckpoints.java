package io.ssi.migration.service;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.PidException;
import io.ssi.pid.SavingPlan;
import io.ssi.pid.registry.ApplicationRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the applications of this node that are to be saved again and again. To be run every second
 * or so, by one thread at a time; does not block. When a version is due follows from the record and
 * the newest version alone, so it does not matter which agents have run meanwhile.
 */
public final class PeriodicCheckpoints implements Runnable {
  /** What these versions are called. */
  public static final String DESCRIPTION = "periodic";

  private static final int AT_A_TIME = 2;
  private static final Logger log = LoggerFactory.getLogger(PeriodicCheckpoints.class);

  private final NodeId local;
  private final ApplicationRegistry registry;
  private final CheckpointIndex index;
  private final Saver saver;
  private final InstantSource clock;
  private final Executor workers;
  private final Set<ApplicationId> underWay = ConcurrentHashMap.newKeySet();
  // What could not be recorded, in a minority, is not to be tried every second either.
  private final Map<ApplicationId, Instant> failedAt = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(AT_A_TIME);

  /** Saves an application; throws MigrationException if it cannot. Blocks. */
  @FunctionalInterface
  public interface Saver {

    /**
     * Saves.
     *
     * @param id which
     */
    void save(ApplicationId id);

    /**
     * As root, by a migrator.
     *
     * @param migrator who does it
     * @return the saver
     */
    static Saver of(ProcessMigrator migrator) {
      return id -> {
        var _ = migrator.checkpoint(id, DESCRIPTION, false, Caller.ROOT.uid(), Cancellation.NEVER);
      };
    }
  }

  /**
   * For one node.
   *
   * @param local this node
   * @param registry of applications
   * @param index of checkpoints
   * @param saver saves them
   * @param clock of the day
   * @param workers run what blocks
   */
  public PeriodicCheckpoints(
      NodeId local,
      ApplicationRegistry registry,
      CheckpointIndex index,
      Saver saver,
      InstantSource clock,
      Executor workers) {
    this.local = local;
    this.registry = registry;
    this.index = index;
    this.saver = saver;
    this.clock = clock;
    this.workers = workers;
  }

  @Override
  public void run() {
    List<Application> planned =
        registry.all().stream()
            .filter(record -> record.saving().isPresent())
            .filter(record -> record.host().equals(local))
            .filter(record -> record.phase() == ApplicationPhase.RUNNING && !record.suspended())
            .toList();
    if (planned.isEmpty()) {
      return;
    }
    List<Checkpoint> versions = index.list();
    Instant now = clock.instant();
    for (Application record : planned) {
      if (!now.isBefore(due(record, versions)) && underWay.add(record.id())) {
        workers.execute(() -> {
          turns.acquireUninterruptibly();
          try {
            save(record);
          } finally {
            turns.release();
            underWay.remove(record.id());
          }
        });
      }
    }
  }

  private Instant due(Application record, List<Checkpoint> versions) {
    SavingPlan plan = record.saving().orElseThrow();
    Instant last =
        versions.stream()
            .filter(version -> version.id().application() == record.id().value())
            .map(Checkpoint::created)
            .max(Instant::compareTo)
            .filter(created -> created.isAfter(record.startedAt()))
            .orElse(record.startedAt());
    Instant tried = plan.failure().map(SavingPlan.Failure::at).filter(last::isBefore).orElse(last);
    Instant here = failedAt.getOrDefault(record.id(), tried);
    return (here.isAfter(tried) ? here : tried).plus(plan.every());
  }

  private void save(Application record) {
    ApplicationId id = record.id();
    SavingPlan plan = record.saving().orElseThrow();
    try {
      saver.save(id);
      failedAt.remove(id);
      note(id, Optional.empty());
      deleteOlder(id, plan);
    } catch (NotMovableException e) {
      // What is on its way now is saved when it has arrived, by whoever has it then.
      if (e.blockers().stream().map(MoveBlocker::code).allMatch(Code.BUSY::equals)) {
        log.debug("application {}: saved later", id, e);
      } else {
        failed(id, e);
      }
    } catch (MigrationException | MembershipException | PidException e) {
      failed(id, e);
    }
  }

  private void failed(ApplicationId id, RuntimeException e) {
    log.warn("application {}: was not saved as it is to be; tried again at the next time", id, e);
    String why = String.valueOf(e.getMessage());
    Instant at = clock.instant();
    failedAt.put(id, at);
    try {
      note(id, Optional.of(new SavingPlan.Failure(at, why)));
    } catch (MembershipException | PidException lost) {
      log.warn("application {}: that it was not saved is not recorded", id, lost);
    }
  }

  private void note(ApplicationId id, Optional<SavingPlan.Failure> outcome) {
    var _ =
        registry.change(
            id,
            now -> {
              Optional<SavingPlan> next = now.saving().map(plan -> plan.after(outcome));
              return next.equals(now.saving()) ? now : now.change().saving(next).done();
            });
  }

  private void deleteOlder(ApplicationId id, SavingPlan plan) {
    if (plan.keep() == 0) {
      return;
    }
    List<Integer> versions =
        index.list().stream()
            .filter(line -> line.id().application() == id.value())
            .map(line -> line.id().version())
            .sorted()
            .toList();
    int tooMany = versions.size() - plan.keep();
    if (tooMany > 0) {
      index.delete(id.value(), versions.subList(0, tooMany));
    }
  }
}
