package io.ssi.memory;

import io.ssi.membership.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Memory and load of any set of nodes: what {@code ssi meminfo} and its kin, and {@code ssi node
 * status} print. Any thread; each call asks the nodes anew and blocks for at most the exchange's
 * deadline.
 */
public final class ClusterFigures {
  private final FiguresExchange exchange;

  /**
   * On top of an exchange.
   *
   * @param exchange fetches the nodes' figures
   */
  public ClusterFigures(FiguresExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * A file for several nodes as if they were one machine.
   *
   * @param name which file
   * @param nodes which nodes
   * @return the file, with the age of each node's part
   */
  public ClusterFile file(ClusterFileName name, Collection<NodeId> nodes) {
    List<NodeFigures> known = new ArrayList<>();
    List<NodeAge> ages = new ArrayList<>();
    exchange
        .collect(nodes)
        .forEach((node, answer) -> {
          ages.add(NodeAge.of(node, answer));
          if (answer instanceof NodeAnswer.Known(NodeFigures figures, _, _)) {
            known.add(figures);
          }
        });
    return new ClusterFile(name.merge(known), ages);
  }

  /**
   * One line for each node.
   *
   * @param nodes which nodes
   * @return the lines by node
   */
  public List<NodeSummary> summaries(Collection<NodeId> nodes) {
    Map<NodeId, NodeAnswer> answers = exchange.collect(nodes);
    return answers.entrySet().stream()
        .map(entry -> NodeSummary.of(entry.getKey(), entry.getValue()))
        .toList();
  }
}
