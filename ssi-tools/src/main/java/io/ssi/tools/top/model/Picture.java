package io.ssi.tools.top.model;

import java.time.Instant;
import java.util.List;

/**
 * All that there is to show.
 *
 * @param time when
 * @param cluster its name
 * @param quorum whether changes are possible
 * @param all the figures of all nodes together
 * @param nodes each node, in the order of their numbers
 * @param tasks counts of processes
 * @param rows the processes, in no order
 */
public record Picture(
    Instant time,
    String cluster,
    boolean quorum,
    NodeUse.Use all,
    List<NodeUse> nodes,
    TaskCounts tasks,
    List<TopRow> rows) {

  /** Takes copies of the lists. */
  public Picture {
    nodes = List.copyOf(nodes);
    rows = List.copyOf(rows);
  }
}
