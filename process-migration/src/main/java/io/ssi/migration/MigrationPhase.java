package io.ssi.migration;

import java.util.Set;

/**
 * How far a migration is. It has one owner, the agent of the node that the application leaves, and
 * is recorded in the registry of applications. Until {@link #COMMITTED} is recorded every failure
 * lets the original run on; from then on the copy is the application.
 */
public enum MigrationPhase {
  /** Recorded, nothing touched. Signals wait from here until the move is decided. */
  REQUESTED,
  /** The target has a container, room for the image, and open streams. */
  RESERVED,
  /**
   * The original stands still and its image is complete; pages went to the target while it was
   * taken.
   */
  FROZEN,
  /** Every file of the image is at the target and its hash is right. */
  TRANSFERRED,
  /** The copy exists, held before its first instruction. */
  HELD,
  /** The decision is recorded: the copy is the application. The original is killed. */
  COMMITTED,
  /** The copy runs. */
  RESUMED,
  /** Given up: the original runs on. */
  ABORTED;

  /**
   * The phases that may follow this one.
   *
   * @return empty for the two last phases
   */
  public Set<MigrationPhase> successors() {
    return switch (this) {
      case REQUESTED -> Set.of(RESERVED, ABORTED);
      case RESERVED -> Set.of(FROZEN, ABORTED);
      case FROZEN -> Set.of(TRANSFERRED, ABORTED);
      case TRANSFERRED -> Set.of(HELD, ABORTED);
      case HELD -> Set.of(COMMITTED, ABORTED);
      case COMMITTED -> Set.of(RESUMED);
      case RESUMED, ABORTED -> Set.of();
    };
  }

  /**
   * Whether the original may still run on from here.
   *
   * @return true before the commit
   */
  public boolean isBeforeCommit() {
    return switch (this) {
      case REQUESTED, RESERVED, FROZEN, TRANSFERRED, HELD, ABORTED -> true;
      case COMMITTED, RESUMED -> false;
    };
  }
}
