package io.ssi.agent.daemon;

import io.ssi.agent.service.AgentServices;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.sleep.ClusterSleep;
import io.ssi.migration.sleep.ClusterWake;
import io.ssi.migration.sleep.SleepMessages;
import java.util.concurrent.TimeUnit;

/** The whole cluster to sleep and awake, as this agent can order it and takes part in it. */
final class SleepParts {
  // Whoever ordered it gets the answer before.
  private static final int STOP_SECONDS = 1;

  private SleepParts() {}

  static AgentServices.Rest of(
      ClusterChannel channel,
      ApplicationParts applications,
      MoveParts moves,
      CheckpointIndex index,
      KnownNodes nodes,
      Facilities facilities) {
    ClusterSleep.Applications all =
        new ClusterSleep.Applications(
            applications.registry(),
            applications.suspensions(),
            applications.signals(),
            applications.exits());
    return new AgentServices.Rest(
        new ClusterSleep(all, moves.migrator(), index, nodes, channel, facilities.virtual()),
        new ClusterWake(all, moves.migrator(), index, nodes, facilities.virtual()));
  }

  /** Takes part: remembers what sleeps, and ends the agent when that is said. */
  static void serve(ClusterChannel channel, MoveParts moves, Runnable stop, Facilities facilities) {
    SleepMessages.serve(
        channel,
        moves.indexing(),
        () -> {
          var _ =
              facilities
                  .timer()
                  .schedule(
                      () -> facilities.platform().newThread(stop).start(),
                      STOP_SECONDS,
                      TimeUnit.SECONDS);
        });
  }
}
