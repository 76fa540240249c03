package io.ssi.membership;

import java.util.List;

/**
 * The agents that are in the group together, as all of them agree.
 *
 * @param id increases with every view that an agent installs
 * @param members the agents, oldest first; the first is the group's coordinator
 */
public record ClusterView(long id, List<NodeId> members) {

  /** Takes a copy of the list. */
  public ClusterView {
    members = List.copyOf(members);
  }

  /**
   * Whether the agent of a node is in the group.
   *
   * @param node the node asked for
   * @return true while it is a member
   */
  public boolean contains(NodeId node) {
    return members.contains(node);
  }
}
