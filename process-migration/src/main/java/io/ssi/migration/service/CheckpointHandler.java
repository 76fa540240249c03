package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.Claim;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Carries out, on the node that an application runs on, the order to take a checkpoint of it and to
 * put it on two nodes.
 */
final class CheckpointHandler implements MessageHandler {
  private final LocalSide side;
  private final LocalSaving saving;
  private final JointCheckpoint joint;
  private final RunningOrders orders;
  private final ThreadFactory threads;

  CheckpointHandler(
      LocalSide side,
      LocalSaving saving,
      JointCheckpoint joint,
      RunningOrders orders,
      ThreadFactory threads) {
    this.side = side;
    this.saving = saving;
    this.joint = joint;
    this.orders = orders;
    this.threads = threads;
  }

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    CheckpointOrder order = CheckpointOrderFormat.decodeOrder(body);
    long start = side.nanoClock().getAsLong();
    try (RunningOrders.Order running = orders.begin(order.ticket())) {
      Application application = side.residing(order.application());
      List<MoveBlocker> blockers = saving.blockers(application, order.uid());
      if (order.dryRun()) {
        blockers.addAll(joint.blockersOfOthers(application, order));
        return CheckpointOrderFormat.encode(blockers);
      }
      JointCheckpoint.refusePart(application);
      if (!blockers.isEmpty()) {
        throw new NotMovableException("checkpoint application " + application.id(), blockers);
      }
      Claim claim =
          Claim.of(
              side.registry(),
              application,
              side.local(),
              change -> change.phase(ApplicationPhase.CHECKPOINTING, ""),
              threads);
      Checkpoint taken;
      try {
        taken = joint.take(claim.begun(), order, running);
      } finally {
        claim.giveBack();
      }
      Checkpoint kept = joint.whole(saving.onSecondHolder(taken));
      Duration total = Duration.ofNanos(side.nanoClock().getAsLong() - start);
      return CheckpointOrderFormat.encode(new CheckpointReport(kept, total));
    } catch (MigrationException e) {
      return CheckpointOrderFormat.encode(e);
    }
  }
}
