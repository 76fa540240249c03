package io.ssi.pid;

import io.ssi.membership.NodeId;
import java.time.Instant;

/**
 * A time that an application spent on one node without a break. The log of an application is one
 * segment per stay.
 *
 * @param node the node
 * @param from when it began there
 */
public record Stay(NodeId node, Instant from) {}
