package io.ssi.pid;

import io.ssi.membership.NodeId;

/**
 * A container of an application and where it is.
 *
 * @param number its number, kept for ever
 * @param host the node it runs on now, or ran on last
 */
public record ContainerPlace(ContainerNumber number, NodeId host) {}
