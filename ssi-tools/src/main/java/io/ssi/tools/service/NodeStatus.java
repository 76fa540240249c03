package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import java.util.Optional;

/**
 * One node.
 *
 * @param id its number
 * @param name its name
 * @param state its state
 * @param reason why it is in that state
 * @param address where its agent listens; empty if that is not known
 * @param figures the last figures that came from it; empty if none ever came
 */
public record NodeStatus(
    NodeId id,
    String name,
    NodeState state,
    String reason,
    String address,
    Optional<NodeFigures> figures) {}
