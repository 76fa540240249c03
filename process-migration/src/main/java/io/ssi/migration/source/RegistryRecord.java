package io.ssi.migration.source;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.migration.LostDecisionException;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.MigrationRecord;
import io.ssi.migration.RefusedException;
import io.ssi.migration.TakenImage;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.Subscription;
import io.ssi.pid.registry.UpdateResult;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The record of a migration in the registry, as the source writes it. One thread. */
public final class RegistryRecord implements MigrationRecord {
  private static final long RETRY_MILLIS = 500;

  private final ApplicationRegistry registry;
  private final NodeId target;
  private final InstantSource clock;
  private Application current;

  private RegistryRecord(
      ApplicationRegistry registry, NodeId target, InstantSource clock, Application current) {
    this.registry = registry;
    this.target = target;
    this.clock = clock;
    this.current = current;
  }

  /**
   * Records that a migration is requested.
   *
   * @param registry where
   * @param running the application as it was read, in the phase RUNNING
   * @param local this node, which owns the attempt
   * @param target where it goes to
   * @param clock the time
   * @return the record
   * @throws RefusedException if something else has begun with the application meanwhile
   */
  public static RegistryRecord begin(
      ApplicationRegistry registry,
      Application running,
      NodeId local,
      NodeId target,
      InstantSource clock) {
    Application next =
        running
            .change()
            .nextAttempt(local)
            .phase(ApplicationPhase.MIGRATING, "")
            .migration(new MigrationNote(target, MigrationPhase.REQUESTED.name()))
            .done();
    return switch (registry.update(running, next)) {
      case UpdateResult.Updated(Application stored) ->
          new RegistryRecord(registry, target, clock, stored);
      case UpdateResult.Conflict _, UpdateResult.Unknown _ ->
          throw new RefusedException(
              "application "
                  + running.id()
                  + " cannot be moved now: something else has begun with it; look with 'ssi ps' and try again");
    };
  }

  /**
   * The application as it is recorded now.
   *
   * @return the newest that this side wrote
   */
  public Application application() {
    return current;
  }

  @Override
  public void advance(MigrationPhase phase) {
    write(current.change().migration(new MigrationNote(target, phase.name())).done());
  }

  @Override
  public void commit(TakenImage image) {
    write(
        current
            .change()
            .arrivedAt(target, clock.instant())
            .carried(image.carried())
            .migration(new MigrationNote(target, MigrationPhase.COMMITTED.name()))
            .done());
  }

  @Override
  public void finish() {
    registry.change(
        current.id(),
        now ->
            isThisAttempt(now) && now.phase() == ApplicationPhase.MIGRATING
                ? now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done()
                : now);
  }

  @Override
  public void abort() {
    registry.change(
        current.id(),
        now ->
            isThisAttempt(now)
                    && now.phase() == ApplicationPhase.MIGRATING
                    && !now.host().equals(target)
                ? now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done()
                : now);
  }

  private void write(Application next) {
    switch (registry.update(current, next)) {
      case UpdateResult.Updated(Application stored) -> current = stored;
      case UpdateResult.Conflict _ -> throw lost();
      case UpdateResult.Unknown _ -> settle(next);
    }
  }

  /** An answer was lost. Nobody may resume anything until it is known what is recorded. */
  private void settle(Application next) {
    Semaphore changes = new Semaphore(0);
    Subscription subscription = registry.listen((id, now) -> changes.release());
    try {
      while (!isSettled(next)) {
        // Woken by a change of the registry, or after a while because quorum comes back without
        // one.
        boolean _ = changes.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost();
    } finally {
      subscription.close();
    }
  }

  private boolean isSettled(Application next) {
    try {
      return switch (registry.update(current, next)) {
        case UpdateResult.Updated(Application stored) -> {
          current = stored;
          yield true;
        }
        case UpdateResult.Conflict(var now) -> {
          current = now.filter(found -> standsOn(found, next)).orElseThrow(this::lost);
          yield true;
        }
        case UpdateResult.Unknown _ -> false;
      };
    } catch (NoQuorumException e) {
      return false;
    }
  }

  private boolean standsOn(Application found, Application next) {
    boolean committed = next.host().equals(target);
    return isThisAttempt(found)
        && found.stays().equals(next.stays())
        && (committed || found.migration().isPresent());
  }

  private boolean isThisAttempt(Application found) {
    return found.attempt().equals(current.attempt());
  }

  private LostDecisionException lost() {
    return new LostDecisionException(
        "the record of application "
            + current.id()
            + " was changed by another node, which gave this attempt up");
  }
}
