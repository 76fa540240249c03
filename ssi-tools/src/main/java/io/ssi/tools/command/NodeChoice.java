package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.NodeArguments;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nodes to add or remove: named, so many more or less, or so many in total. */
final class NodeChoice {
  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "SET",
      required = true,
      description = "These nodes, such as node[1-3,7] or 1-3,7.")
  @Nullable String set;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      required = true,
      description = "So many nodes.")
  @Nullable Integer count;

  @Option(
      names = {"-t", "--total"},
      paramLabel = "TOTAL",
      required = true,
      description = "As many nodes as it takes for so many to be online.")
  @Nullable Integer total;

  /** The nodes to bring online; empty if there are enough. */
  List<NodeId> toAdd(ClusterStatus status) {
    if (set != null) {
      return NodeArguments.of(status).ids(set);
    }
    List<NodeId> present = in(status, NodeState.PRESENT, Comparator.naturalOrder());
    int wanted = wanted(total == null ? 0 : total - online(status).size());
    if (wanted > present.size()) {
      throw new RefusedException(
          "not_enough_nodes",
          "cannot add " + nodes(wanted) + ": only " + present.size() + " can be added",
          "start more agents, or see: ssi node status");
    }
    return present.subList(0, Math.max(wanted, 0));
  }

  /** The nodes to drain, the one asked last; empty if few enough are online. */
  List<NodeId> toRemove(ClusterStatus status, String asked) {
    List<NodeId> online = online(status);
    List<NodeId> chosen;
    if (set != null) {
      chosen = NodeArguments.of(status).ids(set);
    } else {
      NodeId self = NodeArguments.of(status).one(asked).id();
      int wanted = wanted(total == null ? 0 : online.size() - total);
      chosen =
          online.stream()
              .sorted(
                  Comparator.<NodeId, Boolean>comparing(self::equals)
                      .thenComparing(Comparator.reverseOrder()))
              .limit(Math.max(wanted, 0))
              .sorted()
              .toList();
      if (wanted > online.size()) {
        throw noneLeft(wanted);
      }
    }
    if (!online.isEmpty() && chosen.containsAll(online)) {
      throw noneLeft(chosen.size());
    }
    return chosen;
  }

  private int wanted(int difference) {
    if (count != null && count < 1) {
      throw new UsageException("-c takes a number from 1, not " + count);
    }
    if (total != null && total < 1) {
      throw new UsageException("-t takes a number from 1, not " + total);
    }
    return count == null ? difference : count;
  }

  private static List<NodeId> online(ClusterStatus status) {
    return in(status, NodeState.ONLINE, Comparator.naturalOrder());
  }

  static List<NodeId> in(ClusterStatus status, NodeState state, Comparator<NodeId> order) {
    return status.nodes().stream()
        .filter(node -> node.state() == state)
        .map(NodeStatus::id)
        .sorted(order)
        .toList();
  }

  private static RefusedException noneLeft(int wanted) {
    return new RefusedException(
        "not_enough_nodes",
        "cannot remove " + nodes(wanted) + ": no node would be left online",
        "end the cluster with: ssi down");
  }

  private static String nodes(int number) {
    return number == 1 ? "1 node" : number + " nodes";
  }
}
