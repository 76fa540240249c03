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
 * @param ticket names the order, so that it can be cancelled
 */
public record RestartOrder(
    CheckpointId checkpoint,
    FilePolicy files,
    int uid,
    Optional<NodeId> assumeDead,
    String ticket) {}
