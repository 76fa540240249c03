package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.RestartWish;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.wire.RestartFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Orders restarts on a node that can: on the one that was named, else on the first in whose way
 * nothing is, those that hold the version first.
 *
 * @param index of checkpoints
 * @param nodes of the cluster
 * @param sender of orders
 * @param tickets gives names that nobody else gives
 */
record RestartOrders(
    CheckpointIndex index, ClusterNodes nodes, OrderSender sender, Supplier<String> tickets) {
  private static final Set<Code> OF_ONE_NODE =
      EnumSet.of(
          Code.CRIU_VERSION,
          Code.KERNEL_VERSION,
          Code.CPU_FEATURE,
          Code.NO_MEMORY,
          Code.NO_DISK,
          Code.FILE_MISSING,
          Code.FILE_DIFFERS);

  /** Brings an application back; throws what the first node said if none can. */
  RestartReport restart(RestartWish wish, Cancellation cancellation) {
    Checkpoint checkpoint = versions().find(wish.application().value(), wish.version());
    if (!checkpoint.parts().others().isEmpty()) {
      return joint().restart(wish, checkpoint, cancellation);
    }
    MigrationException first = null;
    for (NodeId place : places(wish, checkpoint)) {
      RestartOrder order = order(wish, checkpoint, false);
      try {
        byte[] answer = sender.send(place, message(order, order.attempt()), cancellation);
        return RestartFormat.decodeAnswer(answer, order.attempt());
      } catch (NotMovableException e) {
        first = first == null ? e : first;
        if (!isOfOneNode(e.blockers())) {
          throw e;
        }
      } catch (MoveFailedException e) {
        first = first == null ? e : first;
        // Another node may have room for what is here already, such as a port that it listens on.
        if (!wish.as().isNew() || e.outcome() == Outcome.UNKNOWN) {
          throw e;
        }
      }
    }
    throw first == null ? nobodyOnline(wish) : first;
  }

  /** What would be in the way, on the node where the least is. */
  List<MoveBlocker> blockers(RestartWish wish) {
    Checkpoint checkpoint = versions().find(wish.application().value(), wish.version());
    if (!checkpoint.parts().others().isEmpty()) {
      return joint().blockers(wish, checkpoint);
    }
    List<MoveBlocker> least = null;
    for (NodeId place : places(wish, checkpoint)) {
      RestartOrder order = order(wish, checkpoint, true);
      String attempt = "ask whether it is possible to " + order.attempt();
      List<MoveBlocker> found =
          RestartFormat.decodeBlockers(
              sender.send(place, message(order, attempt), Cancellation.NEVER));
      least = least == null || found.size() < least.size() ? found : least;
      if (found.isEmpty() || !isOfOneNode(found)) {
        return found;
      }
    }
    return least == null ? List.of(notOnline(wish)) : least;
  }

  private WholeVersions versions() {
    return new WholeVersions(index);
  }

  private JointRestart joint() {
    return new JointRestart(versions(), nodes, sender, tickets);
  }

  private List<NodeId> places(RestartWish wish, Checkpoint checkpoint) {
    if (wish.node().isPresent()) {
      return wish.node().stream().filter(nodes::isOnline).toList();
    }
    List<NodeId> online = nodes.reachable().stream().filter(nodes::isOnline).toList();
    List<NodeId> places =
        new ArrayList<>(online.stream().filter(checkpoint.holders()::contains).toList());
    online.stream().filter(node -> !places.contains(node)).forEach(places::add);
    Collections.rotate(places, -wish.turn());
    return places;
  }

  /** Whether another node may not have that in its way. */
  static boolean isOfOneNode(List<MoveBlocker> blockers) {
    return blockers.stream().map(MoveBlocker::code).allMatch(OF_ONE_NODE::contains);
  }

  private RestartOrder order(RestartWish wish, Checkpoint checkpoint, boolean dryRun) {
    return new RestartOrder(
        checkpoint.id(),
        wish.files(),
        wish.uid(),
        wish.as(),
        wish.assumeDead(),
        dryRun,
        tickets.get());
  }

  private static OrderSender.Order message(RestartOrder order, String attempt) {
    return new OrderSender.Order(
        Orders.RESTART, RestartFormat.encode(order), attempt, order.ticket());
  }

  private MoveBlocker notOnline(RestartWish wish) {
    return new MoveBlocker(
        Code.TARGET_NOT_ONLINE,
        wish.node().map(node -> nodes.named(node).name()).orElse("the cluster"),
        wish.node().isPresent() ? "is not online" : "has no node that is online",
        "choose a node that 'ssi node status' shows online, or add one with 'ssi node add'");
  }

  private RefusedException nobodyOnline(RestartWish wish) {
    return new RefusedException(
        "cannot restart application "
            + wish.application()
            + wish.node()
                .map(node -> " on " + nodes.named(node) + ": it is not online")
                .orElse(": no node is online; add one with 'ssi node add'"));
  }
}
