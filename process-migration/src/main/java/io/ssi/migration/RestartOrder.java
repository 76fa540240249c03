package io.ssi.migration;

import io.ssi.membership.NodeId;
import java.util.Optional;

/**
 * An order to bring an application back from a checkpoint.
 *
 * @param checkpoint from which version
 * @param files what to do with files that were written after it
 * @param uid who orders it
 * @param as whether as the application that was saved, or as a new one
 * @param assumeDead a node that the caller knows to be dead
 * @param dryRun only say what would be in the way
 * @param ticket names the order, so that it can be cancelled
 */
public record RestartOrder(
    CheckpointId checkpoint,
    FilePolicy files,
    int uid,
    RestartAs as,
    Optional<NodeId> assumeDead,
    boolean dryRun,
    String ticket) {

  /** What is ordered, for errors. */
  public String attempt() {
    return as.isNew()
        ? "start a new application from version "
            + checkpoint.version()
            + " of application "
            + checkpoint.application()
        : "restart application "
            + checkpoint.application()
            + " from version "
            + checkpoint.version();
  }
}
