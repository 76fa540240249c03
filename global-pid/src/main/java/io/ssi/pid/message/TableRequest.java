package io.ssi.pid.message;

import io.ssi.pid.ContainerNumber;
import java.util.Set;

/**
 * Asks a node for its processes.
 *
 * @param scope which are of interest
 * @param containers only processes of these; empty for no such limit
 * @param internals whether keepers and reapers are listed too
 * @param afterPid only processes with a higher pid on the node; 0 to begin
 */
public record TableRequest(
    ProcessScope scope, Set<ContainerNumber> containers, boolean internals, int afterPid) {

  /** Takes a copy of the set. */
  public TableRequest {
    containers = Set.copyOf(containers);
  }

  /**
   * The request for what did not fit into an answer.
   *
   * @param pid the last pid that was told
   * @return the same request for the rest
   */
  public TableRequest after(int pid) {
    return new TableRequest(scope, containers, internals, pid);
  }

  /**
   * Whether a row is asked for.
   *
   * @param row a process
   * @return true if it belongs into the answer
   */
  public boolean wants(ProcessRow row) {
    return row.pid() > afterPid
        && (internals || !row.role().isInternal())
        && (scope == ProcessScope.ALL || row.application().isPresent())
        && (containers.isEmpty()
            || row.gpid().container().filter(containers::contains).isPresent());
  }
}
