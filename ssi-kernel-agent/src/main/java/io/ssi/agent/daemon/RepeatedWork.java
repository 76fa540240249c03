package io.ssi.agent.daemon;

import io.ssi.membership.NodeId;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.service.PeriodicCheckpoints;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.migration.service.Replication;
import io.ssi.pid.registry.ApplicationRegistry;
import java.util.concurrent.TimeUnit;

/** What an agent does for checkpoints again and again, as long as it runs. */
final class RepeatedWork {
  // A node that was started again is back within a minute, and nothing needs to be copied for it.
  private static final int REPLICATION_SECONDS = 15;
  private static final int SAVING_SECONDS = 1;

  private RepeatedWork() {}

  static void replicate(Replication replication, Facilities facilities) {
    repeat(replication, REPLICATION_SECONDS, facilities);
  }

  static void save(
      NodeId local,
      ApplicationRegistry registry,
      CheckpointIndex index,
      ProcessMigrator migrator,
      Facilities facilities) {
    PeriodicCheckpoints checkpoints =
        new PeriodicCheckpoints(
            local,
            registry,
            index,
            PeriodicCheckpoints.Saver.of(migrator),
            facilities.clock(),
            facilities.background());
    repeat(checkpoints, SAVING_SECONDS, facilities);
  }

  private static void repeat(Runnable task, int seconds, Facilities facilities) {
    var _ =
        facilities
            .timer()
            .scheduleWithFixedDelay(
                () -> facilities.background().execute(task), seconds, seconds, TimeUnit.SECONDS);
  }
}
