package io.ssi.migration.service;

import io.ssi.membership.channel.ClusterChannel;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.RefusedException;
import io.ssi.migration.accord.JointVersions;
import io.ssi.migration.accord.LeaderAccord;
import io.ssi.migration.accord.PartWays;
import io.ssi.migration.checkpoint.Checkpointer;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.registry.ApplicationParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint of an application with as many containers as it has, led by the node of the first
 * one.
 *
 * @param side this node
 * @param channel to the other nodes
 * @param ways to the nodes of further containers
 * @param checkpointer takes them here
 * @param versions of the cluster, and those of which it is not decided
 */
record JointCheckpoint(
    LocalSide side,
    ClusterChannel channel,
    PartWays ways,
    Checkpointer checkpointer,
    JointVersions versions) {

  /** Refuses to save a further container alone. */
  static void refusePart(Application application) {
    application
        .partOf()
        .ifPresent(whole -> {
          throw new RefusedException(
              "container "
                  + application.id()
                  + " cannot be saved alone: it is part of application "
                  + whole
                  + "; save that");
        });
  }

  /** All that is in the way in the application's further containers. */
  List<MoveBlocker> blockersOfOthers(Application first, CheckpointOrder order) {
    List<MoveBlocker> found = new ArrayList<>();
    OrderSender sender = new OrderSender(channel, ways.nodes());
    for (Application other : others(first)) {
      byte[] body = CheckpointOrderFormat.encode(order.of(other.id()));
      String attempt = "ask whether container " + other.id() + " can be saved";
      found.addAll(
          CheckpointOrderFormat.decodeBlockers(
              sender.send(
                  other.host(),
                  new OrderSender.Order(Orders.CHECKPOINT, body, attempt, order.ticket()),
                  Cancellation.NEVER)));
    }
    return found;
  }

  /** Takes it; blocks until it is whole on this node, and each other container's on two. */
  Checkpoint take(Application first, CheckpointOrder order, Cancellation cancellation) {
    List<Application> others = others(first);
    if (others.isEmpty()) {
      return checkpointer.take(first, order, side.local(), cancellation);
    }
    try (LeaderAccord accord = new LeaderAccord(first, side.registry(), versions)) {
      accord.join(others, order, ways);
      return checkpointer.take(first, order, side.local(), cancellation, accord);
    }
  }

  /** The version as people see it. */
  Checkpoint whole(Checkpoint first) {
    return versions.whole().find(first.id().application(), Optional.of(first.id().version()));
  }

  private List<Application> others(Application first) {
    List<Application> others =
        ApplicationParts.of(side.registry(), first.id()).stream()
            .filter(each -> !each.id().equals(first.id()))
            .filter(each -> each.phase() != ApplicationPhase.ENDED)
            .toList();
    for (Application other : others) {
      if (other.phase() == ApplicationPhase.LOST) {
        throw new RefusedException(
            "application "
                + first.id()
                + " cannot be saved: its container "
                + other.id()
                + " is lost: "
                + other.reason()
                + "; end it with 'ssi kill', or bring the application back from a version");
      }
    }
    return others;
  }
}
