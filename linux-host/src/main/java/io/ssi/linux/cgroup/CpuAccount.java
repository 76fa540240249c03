package io.ssi.linux.cgroup;

import java.time.Duration;

/** Processor time of a group and of all groups below it, also of tasks that have ended. */
public sealed interface CpuAccount permits LegacyCpu, UnifiedCpu {

  /**
   * Time on processors since the group was made, all processors together.
   *
   * @param user in user mode
   * @param system in kernel mode
   */
  record CpuUsage(Duration user, Duration system) {

    /**
     * Both together.
     *
     * @return time in either mode
     */
    public Duration total() {
      return user.plus(system);
    }
  }

  /**
   * What the group has used.
   *
   * @return time in both modes; as exact as the kernel splits it
   */
  CpuUsage usage();
}
