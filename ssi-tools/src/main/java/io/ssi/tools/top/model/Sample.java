package io.ssi.tools.top.model;

import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.ProcessListing;
import java.time.Instant;

/**
 * One look at the cluster.
 *
 * @param nanos when the answers were there, by a clock that only goes forward
 * @param time the same for people
 * @param status the nodes of interest
 * @param listing their processes
 */
public record Sample(long nanos, Instant time, ClusterStatus status, ProcessListing listing) {}
