package io.ssi.membership.node;

/**
 * Where a node's agent is reached.
 *
 * @param host its IP address in text form
 * @param groupPort its port for group messages
 * @param streamPort its port for bulk streams
 */
public record NodeAddress(String host, int groupPort, int streamPort) {}
