package io.ssi.memory;

import java.util.List;

/**
 * A file for several nodes.
 *
 * @param text as the kernel formats it; empty if no node is part of it
 * @param nodes every node that was asked for, those that are missing from the text included
 */
public record ClusterFile(String text, List<NodeAge> nodes) {

  /** Takes a copy of the list. */
  public ClusterFile {
    nodes = List.copyOf(nodes);
  }

  /**
   * Whether every node has just answered.
   *
   * @return false if one is missing or only old figures of it are known
   */
  public boolean isComplete() {
    return nodes.stream().allMatch(node -> node.error().isEmpty());
  }
}
