package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.List;

/** The nodes of the cluster. */
public interface Nodes {

  /**
   * All nodes, those that do not answer included, from what this agent knows; does not block.
   *
   * @return the state of things
   */
  ClusterStatus status();

  /**
   * The same nodes without their figures, for finding one by what a person typed: asks nobody, so
   * no slow node holds the verb up.
   *
   * @return names and states
   */
  ClusterStatus listed();

  /**
   * Brings nodes online and waits until they are. A node that is not present yet is waited for.
   *
   * @param nodes the nodes; one that is online already counts as done
   * @param timeout how long to wait
   * @param call who asks, when to stop
   * @return which are online; those that are not when the time is over are failures
   * @throws TimedOutException if the time is over and none is online
   */
  NodeChange add(List<NodeId> nodes, Duration timeout, VerbCall call);

  /**
   * Drains nodes, so that they are present but take no part. What cannot move is named in the
   * failure of its node, which then stays as it was.
   *
   * @param nodes the nodes; one that takes no part already counts as done
   * @param force ends what cannot move
   * @param timeout how long to wait
   * @param call who asks, when to stop
   * @return which are drained; those that are not when the time is over are failures
   * @throws TimedOutException if the time is over and none is drained
   */
  NodeChange remove(List<NodeId> nodes, boolean force, Duration timeout, VerbCall call);
}
