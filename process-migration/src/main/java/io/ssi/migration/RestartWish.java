package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import java.util.Optional;

/**
 * What somebody wants to be brought back.
 *
 * @param application what
 * @param version from which version; empty for the newest
 * @param node where; empty for a node that can, holders first
 * @param files what to do with files that were written after the checkpoint
 * @param uid who wants it
 * @param as whether as the application that was saved, or as a new one
 * @param turn which of several new ones this is, from 0: they are spread over the nodes that can
 * @param assumeDead a node that the caller knows to be dead
 */
public record RestartWish(
    ApplicationId application,
    Optional<Integer> version,
    Optional<NodeId> node,
    FilePolicy files,
    int uid,
    RestartAs as,
    int turn,
    Optional<NodeId> assumeDead) {}
