package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which copy runs where. */
public final class Spread {
  // After all whose load is known.
  private static final double UNKNOWN_LOAD = Double.MAX_VALUE;

  private Spread() {}

  /**
   * One copy for each node.
   *
   * @param nodes in their order
   * @return as many copies
   */
  public static List<Copy> oneEach(List<NodeStatus> nodes) {
    return inTurns(nodes, nodes.size());
  }

  /**
   * So many copies, in turns over the nodes, which begin with the one that has the least load per
   * processor: no node gets more than one copy more than another.
   *
   * @param nodes at least one, with figures where there are any
   * @param count how many copies
   * @return the copies by rank
   */
  public static List<Copy> even(List<NodeStatus> nodes, int count) {
    List<NodeStatus> ordered =
        nodes.stream()
            .sorted(Comparator.comparingDouble(Spread::load).thenComparing(NodeStatus::id))
            .toList();
    return inTurns(ordered, count);
  }

  /**
   * So many copies, each on the node that is best when it starts.
   *
   * @param count how many copies
   * @return the copies by rank
   */
  public static List<Copy> best(int count) {
    List<Copy> copies = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      copies.add(new Copy(rank, Optional.empty()));
    }
    return copies;
  }

  private static List<Copy> inTurns(List<NodeStatus> nodes, int count) {
    List<Copy> copies = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      NodeId node = nodes.get(rank % nodes.size()).id();
      copies.add(new Copy(rank, Optional.of(node)));
    }
    return copies;
  }

  private static double load(NodeStatus node) {
    return node.figures().map(Spread::perProcessor).orElse(UNKNOWN_LOAD);
  }

  private static double perProcessor(NodeFigures figures) {
    return figures.load1() / Math.max(1, figures.cpus());
  }
}
