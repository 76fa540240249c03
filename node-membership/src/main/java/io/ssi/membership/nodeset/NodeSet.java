package io.ssi.membership.nodeset;

import io.ssi.membership.NodeId;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set of nodes of one cluster. Written as ClusterShell writes it: {@code node[1-3,7]}, steps
 * {@code node[1-9/2]}, padded numbers {@code node[01-12]}, and between sets, from left to right,
 * {@code ,} or a space (and), {@code !} (without), {@code &} (in both), {@code ^} (in one of both);
 * {@code @all} is every node. Also as Kerrighed writes it, by number: {@code 1-3,7}.
 */
public final class NodeSet {

  private NodeSet() {}

  /**
   * Reads a set.
   *
   * @param text what a person typed
   * @param known the cluster's nodes by name
   * @return the nodes that it names
   * @throws NodeSetException if it is malformed or names a node that is not known
   */
  public static SortedSet<NodeId> parse(String text, Map<String, NodeId> known) {
    return new NodeSetParser(text, known).parse();
  }

  /**
   * Writes names in the shortest form that {@link #parse} reads.
   *
   * @param names names of nodes
   * @return such as {@code node[1-3,7],spare}; empty for no names
   */
  public static String fold(Collection<String> names) {
    return NodeSetFolder.fold(names);
  }

  /**
   * Writes numbers in Kerrighed's form.
   *
   * @param nodes numbers of nodes
   * @return such as {@code 1-3,7}; empty for no nodes
   */
  public static String foldIds(Collection<NodeId> nodes) {
    TreeSet<Integer> numbers = new TreeSet<>();
    nodes.forEach(node -> numbers.add(node.value()));
    return NodeSetFolder.ranges(numbers, 0);
  }
}
