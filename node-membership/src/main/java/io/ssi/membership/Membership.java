package io.ssi.membership;

import java.util.function.Consumer;

/**
 * The group of agents as this agent sees it. All methods may be called from any thread and never
 * block.
 */
public interface Membership extends AutoCloseable {

  /**
   * This node.
   *
   * @return its id
   */
  NodeId local();

  /**
   * The newest view.
   *
   * @return the agents that are in the group now
   */
  ClusterView view();

  /**
   * Whether this agent is on the side of a majority, so that writes to the shared maps can succeed.
   *
   * @return false in a minority
   */
  boolean hasQuorum();

  /**
   * Calls a listener for every later view, one at a time and in order, on a thread that may block.
   *
   * @param listener told the new view
   */
  void subscribe(Consumer<ClusterView> listener);

  /** Leaves the group in good order. Idempotent. */
  @Override
  void close();
}
