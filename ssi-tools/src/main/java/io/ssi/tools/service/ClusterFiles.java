package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import java.util.List;
import java.util.Optional;

/** The cluster's {@code /proc} files. */
public interface ClusterFiles {

  /**
   * A file for several nodes as one, from what this agent knows; does not block.
   *
   * @param file which one
   * @param nodes the nodes to add up; empty for all that are online
   * @return the file and where its figures come from
   */
  FileText read(ProcFile file, Optional<List<NodeId>> nodes);

  /**
   * A file and its sources.
   *
   * @param text exactly as the kernel would format it
   * @param nodes every node that was asked for, with the age of its figures; one with an error and
   *     no figures is not in the sum
   */
  record FileText(String text, List<ProcessListing.Source> nodes) {}
}
