package io.ssi.migration;

import io.ssi.membership.NodeId;
import java.util.List;

/** What a move must know of the cluster's nodes. Thread-safe, never blocks. */
public interface ClusterNodes {

  /**
   * What a node is called.
   *
   * @param node its number
   * @return with its name; the number as a name if it has none
   */
  NodeName named(NodeId node);

  /**
   * Whether a node takes part and accepts work.
   *
   * @param node its number
   * @return true if it is online
   */
  boolean isOnline(NodeId node);

  /**
   * Whether it is certain that no process of a node runs any more.
   *
   * @param node its number
   * @return false while anything of it may run, and while nobody can tell
   */
  boolean isGone(NodeId node);

  /**
   * The nodes whose agents can be asked, this one included.
   *
   * @return those that are in the group, online ones first, by number
   */
  List<NodeId> reachable();
}
