package io.ssi.agent.service;

import io.ssi.migration.ClusterNodes;
import io.ssi.migration.sleep.ClusterSleep;
import io.ssi.migration.sleep.ClusterWake;
import io.ssi.migration.sleep.SleepOutcome;
import io.ssi.tools.service.ClusterRest;
import io.ssi.tools.service.VerbCall;
import java.util.concurrent.ThreadFactory;

/** The whole cluster to sleep and awake, by process-migration. */
final class SleepingCluster implements ClusterRest {
  private final ClusterSleep sleep;
  private final ClusterWake wake;
  private final ClusterNodes nodes;
  private final ThreadFactory threads;

  SleepingCluster(AgentServices.Rest rest, ClusterNodes nodes, ThreadFactory threads) {
    this.sleep = rest.sleep();
    this.wake = rest.wake();
    this.nodes = nodes;
    this.threads = threads;
  }

  @Override
  public Outcome suspend(boolean force, VerbCall call) {
    SleepOutcome outcome =
        MigrationErrors.translated(
            "suspend the cluster",
            call,
            () -> sleep.suspend(force, new VerbCancellation(call.cancellation(), threads)));
    if (outcome.isDone()) {
      sleep.stopAgents();
    }
    return translated(outcome);
  }

  @Override
  public Outcome resume(VerbCall call) {
    return translated(
        MigrationErrors.translated(
            "resume the cluster",
            call,
            () -> wake.resume(new VerbCancellation(call.cancellation(), threads))));
  }

  private Outcome translated(SleepOutcome outcome) {
    return new Outcome(
        outcome.done().stream()
            .map(one ->
                new Done(
                    one.application(), one.version(), nodes.named(one.node()).name(), one.isNews()))
            .toList(),
        outcome.failed().stream().map(one -> new Failed(one.application(), one.why())).toList(),
        outcome.isDone());
  }
}
