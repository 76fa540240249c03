package io.ssi.pid.view;

import io.ssi.membership.NodeId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.TableRequest;
import java.util.Set;

/**
 * What somebody wants to see. Ask for little: nodes and containers that are not of interest cost
 * nothing.
 *
 * @param scope processes of applications, or all
 * @param nodes only these; empty for all
 * @param containers only processes of these; empty for no such limit
 * @param internals whether keepers and reapers are listed too
 */
public record ProcessQuery(
    ProcessScope scope, Set<NodeId> nodes, Set<ContainerNumber> containers, boolean internals) {

  /** The processes of all applications. */
  public static final ProcessQuery APPLICATIONS =
      new ProcessQuery(ProcessScope.APPLICATIONS, Set.of(), Set.of(), false);

  /** Every process of every node. */
  public static final ProcessQuery ALL =
      new ProcessQuery(ProcessScope.ALL, Set.of(), Set.of(), false);

  /** Takes copies of the sets. */
  public ProcessQuery {
    nodes = Set.copyOf(nodes);
    containers = Set.copyOf(containers);
  }

  /**
   * The same, of some nodes only.
   *
   * @param some the nodes; empty for all
   * @return the narrower query
   */
  public ProcessQuery on(Set<NodeId> some) {
    return new ProcessQuery(scope, some, containers, internals);
  }

  /**
   * The same, of some containers only.
   *
   * @param some the containers; empty for no limit
   * @return the narrower query
   */
  public ProcessQuery of(Set<ContainerNumber> some) {
    return new ProcessQuery(scope, nodes, some, internals);
  }

  TableRequest request() {
    return new TableRequest(scope, containers, internals, 0);
  }
}
