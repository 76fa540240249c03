package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import java.util.Optional;

/**
 * One of the programs of a command.
 *
 * @param rank counted from 0
 * @param node where it is to run; empty for the best node at that time
 */
public record Copy(int rank, Optional<NodeId> node) {}
