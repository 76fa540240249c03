package io.ssi.migration.service;

import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.Cancellation;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.Claim;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.accord.JointVersions;
import io.ssi.migration.accord.LeaderLink;
import io.ssi.migration.accord.PartAccord;
import io.ssi.migration.checkpoint.Checkpointer;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a further container of this node when the node of its application's first one saves that.
 * One thread for each.
 *
 * @param side this node
 * @param saving what comes before and after
 * @param checkpointer takes it
 * @param versions of the cluster, and those of which it is not decided
 * @param threads makes the thread that records the end when that takes time
 * @param timer ends conversations in which nothing comes
 */
record PartServer(
    LocalSide side,
    LocalSaving saving,
    Checkpointer checkpointer,
    JointVersions versions,
    ThreadFactory threads,
    ScheduledExecutorService timer) {
  private static final Logger log = LoggerFactory.getLogger(PartServer.class);
  private static final byte[] DONE = new byte[0];

  /** Begins to serve other nodes. */
  void serve(BulkStreams streams) {
    streams.accept(MoveStreams.SAVE_PART, this::serve);
  }

  private void serve(BulkStream stream) {
    LeaderLink leader = new LeaderLink(stream, timer);
    try {
      CheckpointOrder order = CheckpointOrderFormat.decodeOrder(leader.readOrder());
      leader.say(save(order, leader));
      stream.output().close();
    } catch (IOException e) {
      log.warn("Node {} was not told what became of its checkpoint", stream.peer(), e);
    }
  }

  private byte[] save(CheckpointOrder order, LeaderLink leader) throws IOException {
    try {
      Application part = side.residing(order.application());
      List<MoveBlocker> blockers = saving.blockers(part, order.uid());
      if (!blockers.isEmpty()) {
        throw new NotMovableException("save container " + part.id(), blockers);
      }
      Claim claim =
          Claim.of(
              side.registry(),
              part,
              side.local(),
              change -> change.phase(ApplicationPhase.CHECKPOINTING, ""),
              threads);
      try {
        leader.say(DONE);
        PartAccord accord =
            new PartAccord(
                claim.begun(), leader, side.registry(), versions, saving::onSecondHolder);
        var _ = checkpointer.take(claim.begun(), order, side.local(), Cancellation.NEVER, accord);
      } finally {
        claim.giveBack();
      }
      return DONE;
    } catch (MigrationException e) {
      return CheckpointOrderFormat.encode(e);
    }
  }
}
