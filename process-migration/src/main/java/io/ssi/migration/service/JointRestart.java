package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.RefusedException;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.RestartWish;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.wire.RestartFormat;
import io.ssi.pid.ApplicationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Orders the restart of an application of several containers. Each goes to the node that it was
 * saved on if that is online and nothing is in its way there; else to a node that no other
 * container of it has, or to one that has. If a node was named, all go there.
 *
 * @param versions of the cluster
 * @param nodes of the cluster
 * @param sender of orders
 * @param tickets gives names that nobody else gives
 */
record JointRestart(
    WholeVersions versions, ClusterNodes nodes, OrderSender sender, Supplier<String> tickets) {

  /** Where all go, or what is in the way. */
  private record Plan(List<NodeId> places, List<MoveBlocker> blockers) {}

  /** Brings it back: all containers, or none. */
  RestartReport restart(RestartWish wish, Checkpoint whole, Cancellation cancellation) {
    List<Checkpoint> members = versions.members(whole);
    RestartOrder order = order(wish, whole, false);
    Plan plan = plan(wish, members);
    if (!plan.blockers().isEmpty()) {
      throw new NotMovableException(order.attempt(), plan.blockers());
    }
    List<RestartOrder.PartPlace> others = new ArrayList<>();
    for (int i = 1; i < members.size(); i++) {
      ApplicationId container = new ApplicationId(members.get(i).id().application());
      others.add(new RestartOrder.PartPlace(container, plan.places().get(i)));
    }
    byte[] answer =
        sender.send(
            plan.places().getFirst(), message(order.with(others), order.attempt()), cancellation);
    return RestartFormat.decodeAnswer(answer, order.attempt());
  }

  /** All that is in the way; empty if it is possible. */
  List<MoveBlocker> blockers(RestartWish wish, Checkpoint whole) {
    return plan(wish, versions.members(whole)).blockers();
  }

  private Plan plan(RestartWish wish, List<Checkpoint> members) {
    if (wish.as().isNew()) {
      throw new RefusedException(
          "cannot start a new application from a version of application "
              + wish.application()
              + ": it has several containers; bring back the application itself, without --new");
    }
    List<NodeId> places = new ArrayList<>();
    List<MoveBlocker> blockers = new ArrayList<>();
    for (Checkpoint member : members) {
      List<MoveBlocker> found =
          place(wish, member, candidates(wish, members, places, member), places);
      found.stream().filter(Predicate.not(blockers::contains)).forEach(blockers::add);
    }
    return new Plan(places, blockers);
  }

  /** Adds the first node that has nothing in its way, or gives what the first one has. */
  private List<MoveBlocker> place(
      RestartWish wish, Checkpoint member, List<NodeId> candidates, List<NodeId> places) {
    List<MoveBlocker> first = List.of(notOnline(wish));
    for (NodeId candidate : candidates) {
      RestartOrder order = order(wish, member, true);
      String attempt = "ask whether it is possible to " + order.attempt();
      List<MoveBlocker> found =
          RestartFormat.decodeBlockers(
              sender.send(candidate, message(order, attempt), Cancellation.NEVER));
      if (found.isEmpty()) {
        places.add(candidate);
        return found;
      }
      if (!RestartOrders.isOfOneNode(found)) {
        return found;
      }
      first = candidate.equals(candidates.getFirst()) ? found : first;
    }
    return first;
  }

  private List<NodeId> candidates(
      RestartWish wish, List<Checkpoint> members, List<NodeId> taken, Checkpoint member) {
    List<NodeId> online = nodes.reachable().stream().filter(nodes::isOnline).toList();
    if (wish.node().isPresent()) {
      return online.stream().filter(wish.node().get()::equals).toList();
    }
    List<NodeId> origins =
        members.stream().flatMap(each -> each.parts().origin().stream()).toList();
    Optional<NodeId> own = member.parts().origin();
    List<NodeId> sorted = new ArrayList<>(own.filter(online::contains).stream().toList());
    add(online, sorted, node -> !origins.contains(node) && !taken.contains(node));
    add(online, sorted, member.holders()::contains);
    add(online, sorted, node -> true);
    return sorted;
  }

  private static void add(List<NodeId> from, List<NodeId> to, Predicate<NodeId> which) {
    from.stream().filter(which).filter(Predicate.not(to::contains)).forEach(to::add);
  }

  private RestartOrder order(RestartWish wish, Checkpoint member, boolean dryRun) {
    return new RestartOrder(
        member.id(), wish.files(), wish.uid(), wish.as(), wish.assumeDead(), dryRun, tickets.get());
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
}
