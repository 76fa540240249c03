package io.ssi.tools.service;

import java.time.Duration;

/**
 * What a node said of itself.
 *
 * @param cpus processors
 * @param memoryBytes size of its memory
 * @param load1 its load average over one minute
 * @param processes processes on it
 * @param age how long ago it said so
 */
public record NodeFigures(int cpus, long memoryBytes, double load1, int processes, Duration age) {}
