package io.ssi.migration.source;

import io.ssi.membership.NodeId;
import io.ssi.migration.Claim;
import io.ssi.migration.LostDecisionException;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.MigrationRecord;
import io.ssi.migration.RegistryWrites;
import io.ssi.migration.TakenImage;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.UpdateResult;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/** The record of a migration in the registry, as the source writes it. One thread. */
public final class RegistryRecord implements MigrationRecord {
  private final ApplicationRegistry registry;
  private final NodeId target;
  private final InstantSource clock;
  private final Claim claim;
  private Application current;

  private RegistryRecord(
      ApplicationRegistry registry, NodeId target, InstantSource clock, Claim claim) {
    this.registry = registry;
    this.target = target;
    this.clock = clock;
    this.claim = claim;
    this.current = claim.begun();
  }

  /**
   * Records that a migration is requested.
   *
   * @param registry where
   * @param running the application as it was read, in the phase RUNNING
   * @param local this node, which owns the attempt
   * @param target where it goes to
   * @param clock the time
   * @param threads makes the thread that records the end of the attempt when that takes time
   * @return the record
   * @throws io.ssi.migration.RefusedException if something else has begun with the application
   *     meanwhile
   */
  public static RegistryRecord begin(
      ApplicationRegistry registry,
      Application running,
      NodeId local,
      NodeId target,
      InstantSource clock,
      ThreadFactory threads) {
    MigrationNote requested = new MigrationNote(target, MigrationPhase.REQUESTED.name());
    Claim claim =
        Claim.of(
            registry,
            running,
            local,
            change -> change.phase(ApplicationPhase.MIGRATING, "").migration(requested),
            threads);
    return new RegistryRecord(registry, target, clock, claim);
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
    claim.complete();
  }

  @Override
  public void abort() {
    claim.giveBack();
  }

  private void write(Application next) {
    current =
        switch (registry.update(current, next)) {
          case UpdateResult.Updated(Application stored) -> stored;
          case UpdateResult.Conflict _ -> throw lost();
          // Nobody may resume anything until it is known what is recorded.
          case UpdateResult.Unknown _ ->
              RegistryWrites.settle(
                  registry, current, next, now -> standsOn(now, next), this::lost);
        };
  }

  private boolean standsOn(Application found, Application next) {
    boolean committed = next.host().equals(target);
    return claim.holds(found)
        && found.stays().equals(next.stays())
        && (committed || found.migration().isPresent());
  }

  private LostDecisionException lost() {
    return new LostDecisionException(
        "the record of application "
            + current.id()
            + " was changed by another node, which gave this attempt up");
  }
}
