package io.ssi.tools.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A list of processes and where it comes from.
 *
 * @param processes in no order
 * @param nodes every node that takes part or should
 */
public record ProcessListing(List<ProcessRow> processes, List<Source> nodes) {

  /**
   * A node's part in the list.
   *
   * @param name the node's name
   * @param age how old its part is
   * @param error why nothing newer is there; empty while all is well
   */
  public record Source(String name, Duration age, Optional<String> error) {}

  /** Takes copies of the lists. */
  public ProcessListing {
    processes = List.copyOf(processes);
    nodes = List.copyOf(nodes);
  }
}
