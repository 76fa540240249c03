package io.ssi.pid.view;

import io.ssi.membership.NodeId;

/**
 * How a node stands with the cluster, as far as listing its processes goes.
 *
 * @param node the node
 * @param standing whether it can be asked
 * @param reason why it cannot, for people; empty when it can
 */
public record NodeStanding(NodeId node, Standing standing, String reason) {

  /** Whether a node can be asked, and if not, whether its processes run. */
  public enum Standing {
    /** Its agent is in the group. */
    ANSWERS,
    /** Its agent is gone; its processes may run on. */
    AGENT_GONE,
    /** The node is gone, and its processes with it. */
    NODE_GONE
  }
}
