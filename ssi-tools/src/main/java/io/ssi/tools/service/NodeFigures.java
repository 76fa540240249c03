package io.ssi.tools.service;

import java.time.Duration;

/**
 * What a node said of itself.
 *
 * @param cpus processors
 * @param memoryBytes size of its memory
 * @param availableBytes how much of it programs can still get
 * @param load1 its load average over one minute
 * @param processes processes on it
 * @param time how its processors spent their time
 * @param age how long ago it said so
 */
public record NodeFigures(
    int cpus,
    long memoryBytes,
    long availableBytes,
    double load1,
    int processes,
    ProcessorTime time,
    Duration age) {

  /**
   * Time of all processors together, since the machine was started. Only differences mean
   * something.
   *
   * @param kernel names the kernel; nodes with the same one share its processors
   * @param busy ticks in which the node used a processor
   * @param all ticks of the kernel's processors, whoever used them
   */
  public record ProcessorTime(String kernel, long busy, long all) {}
}
