package io.ssi.migration;

import io.ssi.membership.NodeId;

/**
 * What was found about one holder's copy of a version.
 *
 * @param checkpoint which version
 * @param holder whose copy
 * @param state what it is like now
 * @param detail what is wrong with it, or was; empty if nothing
 */
public record VerifiedCopy(CheckpointId checkpoint, NodeId holder, State state, String detail) {

  /** What a copy is like. */
  public enum State {
    /** Every page is what it was. */
    WHOLE,
    /** It was not whole, and is again: what was altered came from another holder. */
    REPAIRED,
    /** It is not whole, and nobody has what is altered. */
    DAMAGED,
    /** Its holder could not be asked. */
    UNREACHABLE
  }
}
