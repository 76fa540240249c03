package io.ssi.agent.daemon;

import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.NodeName;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The nodes as the modules above ask about them, from the directory, the group's view and, for a
 * virtual node, the machine's {@code /proc}. Never blocks on another node.
 */
public final class KnownNodes implements ClusterNodes {
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
}
