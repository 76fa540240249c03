package io.ssi.pid.view;

import io.ssi.pid.message.ProcessRow;
import java.util.List;

/**
 * Processes of the cluster.
 *
 * @param rows by global pid
 * @param nodes one answer per node that was of interest, by node id; those that did not answer
 *     included
 */
public record ProcessListing(List<ProcessRow> rows, List<NodeAnswer> nodes) {

  /** Takes copies of the lists. */
  public ProcessListing {
    rows = List.copyOf(rows);
    nodes = List.copyOf(nodes);
  }
}
