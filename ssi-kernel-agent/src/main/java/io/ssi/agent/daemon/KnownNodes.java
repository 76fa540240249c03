package io.ssi.agent.daemon;

import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.NodeName;
import io.ssi.pid.view.NodeStanding;
import io.ssi.pid.view.NodeStanding.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The nodes as the modules above ask about them, from the directory, the group's view and, for a
 * virtual node, the machine's {@code /proc}. Never blocks on another node.
 */
public final class KnownNodes implements ClusterNodes, io.ssi.pid.view.ClusterNodes {
  private final NodeDirectory directory;
  private final Membership membership;
  private final Predicate<NodeRecord> certainlyGone;

  /**
   * {@code certainlyGone} knows of a node that none of its processes is left. It is asked each
   * time, since what another agent found and recorded may not have come here yet.
   */
  KnownNodes(NodeDirectory directory, Membership membership, Predicate<NodeRecord> certainlyGone) {
    this.directory = directory;
    this.membership = membership;
    this.certainlyGone = certainlyGone;
  }

  @Override
  public NodeName named(NodeId node) {
    return new NodeName(node, directory.find(node).map(NodeRecord::name).orElse("node " + node));
  }

  @Override
  public boolean isOnline(NodeId node) {
    return membership.view().contains(node)
        && directory.find(node).filter(NodeRecord::isOnline).isPresent();
  }

  @Override
  public boolean isGone(NodeId node) {
    return !membership.view().contains(node)
        && directory.find(node).filter(certainlyGone).isPresent();
  }

  @Override
  public List<NodeId> reachable() {
    return membership.view().members().stream()
        .sorted(
            Comparator.comparingInt((NodeId node) -> isOnline(node) ? 0 : 1)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** The nodes that take part. */
  public List<NodeId> online() {
    return reachable().stream().filter(this::isOnline).toList();
  }

  @Override
  public List<NodeStanding> standings() {
    return directory.all().stream().map(this::standing).flatMap(Optional::stream).toList();
  }

  private Optional<NodeStanding> standing(NodeRecord node) {
    if (membership.view().contains(node.id())) {
      return switch (node.state()) {
        case ONLINE, DRAINING, SUSPECT ->
            Optional.of(new NodeStanding(node.id(), Standing.ANSWERS, ""));
        case POSSIBLE, PRESENT, FAILED -> Optional.empty();
      };
    }
    if (node.failure().isEmpty()) {
      return node.isExpected()
          ? Optional.of(
              new NodeStanding(node.id(), Standing.AGENT_GONE, "its agent has left the group"))
          : Optional.empty();
    }
    Standing standing =
        node.failure().get() == FailureKind.NODE_GONE ? Standing.NODE_GONE : Standing.AGENT_GONE;
    return node.wasOnline()
        ? Optional.of(new NodeStanding(node.id(), standing, "failed: " + node.reason()))
        : Optional.empty();
  }
}
