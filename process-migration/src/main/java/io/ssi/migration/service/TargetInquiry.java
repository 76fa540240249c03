package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.Reply;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.ApplicationFacts;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.preflight.Preflight;
import io.ssi.migration.wire.PreflightFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks both nodes of a move whether it can work. Touches nothing; blocks on the target's answer.
 */
final class TargetInquiry {
  private final ClusterChannel channel;
  private final ClusterNodes nodes;
  private final Supplier<NodeFacts> localFacts;

  TargetInquiry(ClusterChannel channel, ClusterNodes nodes, Supplier<NodeFacts> localFacts) {
    this.channel = channel;
    this.nodes = nodes;
    this.localFacts = localFacts;
  }

  /** All that is in the way of moving an application to a node. */
  List<MoveBlocker> blockers(ApplicationFacts facts, NodeId target, MigrationOptions options) {
    List<MoveBlocker> found = new ArrayList<>(Preflight.ofSaving(facts, options));
    String name = nodes.named(target).name();
    if (!nodes.isOnline(target)) {
      found.add(notOnline(name, "is not online"));
      return found;
    }
    Reply reply =
        channel.request(
            target,
            Orders.PREFLIGHT,
            PreflightFormat.encode(facts.files(), facts.locked()),
            Orders.SHORT);
    switch (reply) {
      case Reply.Answered answered -> {
        PreflightFormat.Answer answer = PreflightFormat.decodeAnswer(answered.body());
        found.addAll(Preflight.ofTarget(facts, localFacts.get(), name, answer.facts()));
        found.addAll(answer.blockers());
      }
      case Reply.Failed failed ->
          found.add(notOnline(name, "could not say whether it can take it: " + failed.message()));
      case Reply.Unreachable unreachable ->
          found.add(notOnline(name, "does not answer: " + unreachable.reason()));
    }
    return found;
  }

  private static MoveBlocker notOnline(String name, String message) {
    return new MoveBlocker(
        Code.TARGET_NOT_ONLINE, name, message, "choose a node that 'ssi node status' shows online");
  }
}
