package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import java.util.List;

/**
 * How adding or removing nodes went.
 *
 * @param done the nodes that are now where they were to be
 * @param failed the others, each with its reason
 */
public record NodeChange(List<NodeId> done, List<Failure> failed) {

  /**
   * A node that could not be added or removed.
   *
   * @param node the node
   * @param message why, and what is the case now
   */
  public record Failure(NodeId node, String message) {}

  /** Takes copies of the lists. */
  public NodeChange {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }
}
