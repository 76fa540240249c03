package io.ssi.tools.top.model;

import io.ssi.membership.NodeState;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node does.
 *
 * @param name its name
 * @param state its state
 * @param reason why it is in that state
 * @param use its figures; empty if none ever came
 * @param problem why it did not answer; empty while it does
 * @param age how old the newest that is known of it is
 */
public record NodeUse(
    String name,
    NodeState state,
    String reason,
    Optional<Use> use,
    Optional<String> problem,
    Duration age) {

  /**
   * Figures of a node, or of all together.
   *
   * @param cpus processors; those of a kernel that several nodes share count once in a sum
   * @param cpuPercent how much of them was used since the look before
   * @param usedBytes memory that is taken
   * @param memoryBytes memory that there is
   * @param load1 load average of the last minute
   */
  public record Use(int cpus, double cpuPercent, long usedBytes, long memoryBytes, double load1) {

    /** How much of the memory is taken. */
    public double memoryPercent() {
      return memoryBytes == 0 ? 0 : 100.0 * usedBytes / memoryBytes;
    }
  }
}
