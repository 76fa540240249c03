package io.ssi.agent.embedded;

import io.ssi.membership.NodeState;
import java.util.Map;

/** What the cluster itself says of its nodes. */
public interface NodeStates {

  /**
   * Asks the agents; blocks for at most a few seconds.
   *
   * @param places whose cluster
   * @return the state of each node by name, of none if no agent answers yet
   */
  Map<String, NodeState> ask(ClusterPlaces places);
}
