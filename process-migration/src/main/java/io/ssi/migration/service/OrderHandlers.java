package io.ssi.migration.service;

import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.accord.JointVersions;
import io.ssi.migration.accord.PartWays;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.Checkpointer;
import io.ssi.migration.checkpoint.CopyCheck;
import io.ssi.migration.checkpoint.ImageExchange;
import io.ssi.migration.checkpoint.NeedsReader;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.checkpoint.UndecidedVersions;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.wire.NeedsFormat;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Makes a node take orders: moves and checkpoints of applications that run on it, restarts that are
 * to happen on it.
 */
public final class OrderHandlers {

  private OrderHandlers() {}

  /**
   * What checkpoints and restarts are done with.
   *
   * @param checkpointer takes them
   * @param exchange carries them to other nodes
   * @param index lists them
   * @param restarter brings them back
   * @param needs says what they need
   * @param check reads them again
   * @param undecided of this node
   * @param timer ends conversations in which nothing comes
   */
  public record Checkpoints(
      Checkpointer checkpointer,
      ImageExchange exchange,
      CheckpointIndex index,
      Restarter restarter,
      NeedsReader needs,
      CopyCheck check,
      UndecidedVersions undecided,
      ScheduledExecutorService timer) {}

  /**
   * Installs all handlers; to be called before the agent joins the group.
   *
   * @param channel where orders come from
   * @param streams of this node
   * @param side this node
   * @param nodes of the cluster
   * @param checkpoints what checkpoints and restarts are done with
   * @param facts what this node says of itself
   * @param threads makes platform threads
   */
  public static void install(
      ClusterChannel channel,
      BulkStreams streams,
      LocalSide side,
      ClusterNodes nodes,
      Checkpoints checkpoints,
      Supplier<NodeFacts> facts,
      ThreadFactory threads) {
    RunningOrders orders = new RunningOrders();
    TargetInquiry inquiry = new TargetInquiry(channel, nodes, facts);
    channel.handle(Orders.MIGRATE, new MoveHandler(side, nodes, inquiry, streams, threads, orders));
    LocalSaving saving =
        new LocalSaving(side, nodes, checkpoints.exchange(), checkpoints.index(), facts);
    JointVersions joint =
        new JointVersions(new WholeVersions(checkpoints.index()), checkpoints.undecided());
    PartWays ways = new PartWays(streams, nodes, checkpoints.timer());
    channel.handle(
        Orders.CHECKPOINT,
        new CheckpointHandler(
            side,
            saving,
            new JointCheckpoint(side, channel, ways, checkpoints.checkpointer(), joint),
            orders,
            threads));
    new PartServer(side, saving, checkpoints.checkpointer(), joint, threads, checkpoints.timer())
        .serve(streams);
    RestartInquiry restartable =
        new RestartInquiry(side, nodes, channel, checkpoints.index(), checkpoints.needs(), facts);
    channel.handle(
        Orders.RESTART, new RestartHandler(restartable, checkpoints.restarter(), orders, ways));
    new RestorePartServer(
            restartable, checkpoints.restarter(), side.registry(), checkpoints.timer())
        .serve(streams);
    channel.handle(Orders.VERIFY, new VerifyHandler(checkpoints.check()));
    channel.handle(Orders.PREFLIGHT, new PreflightHandler(() -> nodes.named(side.local()), facts));
    channel.handle(
        Orders.NEEDS,
        (from, body) ->
            NeedsFormat.encodeAnswer(checkpoints.needs().read(NeedsFormat.decodeQuestion(body))));
    channel.handle(
        Orders.CANCEL,
        (from, body) -> {
          orders.cancel(new String(body, StandardCharsets.UTF_8));
          return new byte[0];
        });
  }
}
