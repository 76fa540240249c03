package io.ssi.agent.embedded;

import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.membership.NodeState;
import java.util.List;

/**
 * What {@code ssi up} found and made.
 *
 * @param nodes all nodes of the cluster, by id
 * @param startedNodes names of the nodes that were not running before
 * @param startedAgents names of the nodes whose agent alone was not running before
 * @param memoryBytes each node's share of the machine's memory
 * @param totalMillis how long it took
 */
public record UpReport(
    List<Node> nodes,
    List<String> startedNodes,
    List<String> startedAgents,
    long memoryBytes,
    long totalMillis) {

  /** Keeps copies. */
  public UpReport {
    nodes = List.copyOf(nodes);
    startedNodes = List.copyOf(startedNodes);
    startedAgents = List.copyOf(startedAgents);
  }

  /**
   * One node.
   *
   * @param node its id, name and address
   * @param init its init
   * @param state what the cluster says of it
   */
  public record Node(PossibleNode node, ProcessIdentity init, NodeState state) {}
}
