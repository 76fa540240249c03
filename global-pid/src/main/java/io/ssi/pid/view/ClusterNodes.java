package io.ssi.pid.view;

import java.util.List;

/** The nodes whose processes the table shows. Any thread; never blocks. */
@FunctionalInterface
public interface ClusterNodes {

  /**
   * The nodes that take part, and those that did until they failed.
   *
   * @return by node id
   */
  List<NodeStanding> standings();
}
