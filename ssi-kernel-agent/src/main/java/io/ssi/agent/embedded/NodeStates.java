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

  /**
   * Asks one agent about its own node, which it knows best: others take a killed agent for alive
   * for a second or two. Blocks for at most a few seconds.
   *
   * @param places whose cluster
   * @param node the name of its node
   * @return its state, POSSIBLE if it does not answer yet
   */
  default NodeState askItself(ClusterPlaces places, String node) {
    return ask(places).getOrDefault(node, NodeState.POSSIBLE);
  }
}
