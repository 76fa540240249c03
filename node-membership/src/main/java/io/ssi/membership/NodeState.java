package io.ssi.membership;

import java.util.Set;

/** What a node is to the cluster, in Kerrighed's words, with the states that may follow each. */
public enum NodeState {
  /** Configured, its agent has not been seen. */
  POSSIBLE,
  /** Its agent is in the group; it takes no part yet, or no longer. */
  PRESENT,
  /** Takes part: its processes are in the table and it accepts work. */
  ONLINE,
  /** Accepts no new work and is being emptied. */
  DRAINING,
  /** The failure detector doubts it; nothing is decided. */
  SUSPECT,
  /** Its agent, or the node as a whole, is gone; the record's reason says which. */
  FAILED;

  /**
   * The states that a node in this state can go to next.
   *
   * @return the legal successors, never including this state
   */
  public Set<NodeState> successors() {
    return switch (this) {
      case POSSIBLE -> Set.of(PRESENT);
      case PRESENT -> Set.of(ONLINE, SUSPECT, FAILED, POSSIBLE);
      case ONLINE -> Set.of(DRAINING, SUSPECT, FAILED);
      case DRAINING -> Set.of(PRESENT, ONLINE, SUSPECT, FAILED);
      case SUSPECT -> Set.of(PRESENT, ONLINE, DRAINING, FAILED);
      case FAILED -> Set.of(PRESENT, POSSIBLE);
    };
  }
}
