package io.ssi.migration.preflight;

import java.util.NavigableSet;

/**
 * What a node says of itself.
 *
 * @param criuVersion such as {@code 4.2.1}; empty where there is none that works
 * @param kernelRelease such as {@code 6.18.44}
 * @param cpuFlags the processor's features by the names of {@code /proc/cpuinfo}
 * @param availableBytes memory that can still be used
 * @param arrivalBytes room where images of applications that arrive are kept
 * @param checkpointBytes room on the disk for checkpoints
 */
public record NodeFacts(
    String criuVersion,
    String kernelRelease,
    NavigableSet<String> cpuFlags,
    long availableBytes,
    long arrivalBytes,
    long checkpointBytes) {}
