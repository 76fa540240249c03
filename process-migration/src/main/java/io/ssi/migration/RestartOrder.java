package io.ssi.migration;

import io.ssi.membership.NodeId;
import java.util.Optional;

/**
 * An order to bring an application back from a checkpoint.
 *
 * @param checkpoint from which version
 * @param files what to do with files that were written after it
 * @param uid who orders it
 * @param assumeDead a node that the caller knows to be dead
 * @param dryRun only say what would be in the way
 * @param ticket names the order, so that it can be cancelled
 */
public record RestartOrder(
    CheckpointId checkpoint,
    FilePolicy files,
    int uid,
    Optional<NodeId> assumeDead,
    boolean dryRun,
    String ticket) {

  /** What is ordered, for errors. */
  public String attempt() {
    return "restart application "
        + checkpoint.application()
        + " from version "
        + checkpoint.version();
  }
}
