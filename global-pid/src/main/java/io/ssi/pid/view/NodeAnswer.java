package io.ssi.pid.view;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.Optional;

/**
 * How a node's part of a listing came about.
 *
 * @param node the node
 * @param age how old its rows are; empty if there are none because it never told any
 * @param error why it did not answer now; empty if it did
 */
public record NodeAnswer(NodeId node, Optional<Duration> age, Optional<String> error) {}
