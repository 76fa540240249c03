package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import java.util.List;
import java.util.Map;

/**
 * What to run many times, and how.
 *
 * @param copies where
 * @param names the names of all nodes
 * @param ranked whether labels have the rank, because a node may have several copies
 * @param fanout how many run at one time, from 1
 * @param style how output is shown
 * @param worst whether the command ends with the highest exit status of all
 * @param takesInput whether the command's standard input is for the copies
 * @param detachWhenLeft whether the copies go on when the command is killed
 */
public record ManyOrder(
    List<Copy> copies,
    Map<NodeId, String> names,
    boolean ranked,
    int fanout,
    OutputStyle style,
    boolean worst,
    boolean takesInput,
    boolean detachWhenLeft) {

  /** Takes copies of the collections. */
  public ManyOrder {
    copies = List.copyOf(copies);
    names = Map.copyOf(names);
  }

  /** What stands in front of what a copy writes. */
  String label(int rank, NodeId node) {
    String name = names.getOrDefault(node, "node" + node);
    return ranked ? name + "." + rank : name;
  }
}
