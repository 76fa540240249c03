package io.ssi.agent.embedded;

import io.ssi.agent.config.PossibleNode;
import io.ssi.membership.NodeId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many nodes an embedded cluster has. They are named node1, node2, … in the order of their ids;
 * the spares come last.
 *
 * @param nodes how many go online when they start
 * @param spare how many only are present
 */
public record ClusterShape(int nodes, int spare) {
  /** The most nodes that an embedded cluster may have: their addresses share one /24. */
  public static final int MAX_NODES = 64;

  /** What {@code ssi up} makes where nothing else is said. */
  public static final ClusterShape DEFAULT = new ClusterShape(3, 0);

  /** Refuses a cluster without nodes, or with too many. */
  public ClusterShape {
    if (nodes < 1 || spare < 0 || nodes + spare > MAX_NODES) {
      throw new IllegalArgumentException(
          "an embedded cluster has 1 to "
              + MAX_NODES
              + " nodes, at least one of them online, not "
              + nodes
              + " and "
              + spare
              + " spare");
    }
  }

  /**
   * All nodes, spares included.
   *
   * @return by id
   */
  public List<PossibleNode> all() {
    return IntStream.rangeClosed(1, nodes + spare)
        .mapToObj(id -> new PossibleNode(new NodeId(id), "node" + id, "10.77.0." + id))
        .toList();
  }

  /**
   * Whether a node goes online when it starts.
   *
   * @param node one of {@link #all()}
   * @return false for a spare
   */
  public boolean startsOnline(PossibleNode node) {
    return node.id().value() <= nodes;
  }

  @Override
  public String toString() {
    return nodes + " online and " + spare + " spare";
  }
}
