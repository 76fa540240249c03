package io.ssi.membership.node;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import java.time.Instant;
import java.util.Optional;

/**
 * What the cluster knows about a node.
 *
 * @param id its number
 * @param name its name, unique in the cluster
 * @param address where its agent is reached
 * @param state its state
 * @param failure what is gone; present exactly while the state is {@link NodeState#FAILED}
 * @param reason why it is in this state, for people
 * @param since when it came to this state, by the clock of the agent that wrote it
 * @param wasOnline whether it takes part again by itself when its agent is back
 * @param deaths how often its agent died; tells one death from the next
 * @param facts what its agent says about its machine
 */
public record NodeRecord(
    NodeId id,
    String name,
    NodeAddress address,
    NodeState state,
    Optional<FailureKind> failure,
    String reason,
    Instant since,
    boolean wasOnline,
    int deaths,
    NodeFacts facts) {

  /** Checks that a failure is there exactly when it must be. */
  public NodeRecord {
    if ((state == NodeState.FAILED) != failure.isPresent()) {
      throw new IllegalArgumentException(
          "Node " + id + " is " + state + " with failure " + failure);
    }
  }

  /**
   * A node that is configured and was never seen.
   *
   * @param id its number
   * @param name its name
   * @param address where its agent would be
   * @param now the time
   * @return its first record
   */
  public static NodeRecord possible(NodeId id, String name, NodeAddress address, Instant now) {
    return new NodeRecord(
        id,
        name,
        address,
        NodeState.POSSIBLE,
        Optional.empty(),
        "configured",
        now,
        false,
        0,
        NodeFacts.NONE);
  }

  /**
   * This node in its next state.
   *
   * @param next the state, not {@link NodeState#FAILED}
   * @param why the reason
   * @param now the time
   * @return the record
   * @throws IllegalNodeStateException if that state cannot follow
   */
  public NodeRecord to(NodeState next, String why, Instant now) {
    if (!state.successors().contains(next)) {
      throw new IllegalNodeStateException(this, next);
    }
    boolean back =
        switch (next) {
          case ONLINE -> false;
          case PRESENT -> wasOnline && state == NodeState.FAILED;
          case POSSIBLE, DRAINING, SUSPECT, FAILED -> wasOnline;
        };
    return new NodeRecord(id, name, address, next, Optional.empty(), why, now, back, deaths, facts);
  }

  /**
   * This node after the death of its agent.
   *
   * @param kind what is gone
   * @param why how that is known
   * @param now the time
   * @return the record, with one death more
   * @throws IllegalNodeStateException if a node in this state cannot die
   */
  public NodeRecord failed(FailureKind kind, String why, Instant now) {
    if (!state.successors().contains(NodeState.FAILED)) {
      throw new IllegalNodeStateException(this, NodeState.FAILED);
    }
    boolean took = state == NodeState.ONLINE || state == NodeState.SUSPECT || wasOnline;
    return new NodeRecord(
        id, name, address, NodeState.FAILED, Optional.of(kind), why, now, took, deaths + 1, facts);
  }

  /**
   * The same node with other facts and address, as its agent says when it joins.
   *
   * @param where where its agent is
   * @param known the facts
   * @return the record
   */
  public NodeRecord with(NodeAddress where, NodeFacts known) {
    return new NodeRecord(id, name, where, state, failure, reason, since, wasOnline, deaths, known);
  }

  /**
   * Whether its agent should be in the group.
   *
   * @return true for present, online, draining and suspect nodes
   */
  public boolean isExpected() {
    return switch (state) {
      case PRESENT, ONLINE, DRAINING, SUSPECT -> true;
      case POSSIBLE, FAILED -> false;
    };
  }

  /**
   * Whether it takes part.
   *
   * @return true for an online node
   */
  public boolean isOnline() {
    return state == NodeState.ONLINE;
  }
}
