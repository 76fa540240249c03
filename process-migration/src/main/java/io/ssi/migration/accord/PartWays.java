package io.ssi.migration.accord;

import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.ClusterNodes;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How the nodes of an application's containers are reached.
 *
 * @param streams of this node
 * @param nodes of the cluster
 * @param timer ends conversations in which nothing comes
 */
public record PartWays(BulkStreams streams, ClusterNodes nodes, ScheduledExecutorService timer) {}
