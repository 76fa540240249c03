package io.ssi.tools.service;

import java.util.List;

/**
 * All nodes as one agent knows them.
 *
 * @param cluster the cluster's name
 * @param quorum whether the agent asked is on the side of a majority, so that changes are possible
 * @param nodes in the order of their ids
 */
public record ClusterStatus(String cluster, boolean quorum, List<NodeStatus> nodes) {

  /** Takes a copy of the list. */
  public ClusterStatus {
    nodes = List.copyOf(nodes);
  }
}
