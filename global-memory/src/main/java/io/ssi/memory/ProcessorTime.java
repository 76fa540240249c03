package io.ssi.memory;

import io.ssi.linux.procfs.CpuTimes;
import java.util.ArrayList;
import java.util.List;

/** Adds up processor time of nodes that share the same processors. */
final class ProcessorTime {
  private static final int IDLE = 3;

  /** Guest time, at the end of the line, is part of user time already. */
  private static final int KINDS_OF_CAPACITY = 8;

  private ProcessorTime() {}

  /** All time that a line tells, whatever it was used for. */
  static long capacity(CpuTimes times) {
    long sum = 0;
    for (long ticks : times.ticks().subList(0, KINDS_OF_CAPACITY)) {
      sum += ticks;
    }
    return sum;
  }

  /**
   * Merges the shares of one processor, or of all processors of one kernel: what was used adds up,
   * idle is the rest of the time that there was.
   */
  static CpuTimes mergeShares(List<CpuTimes> shares) {
    if (shares.size() == 1) {
      return shares.getFirst();
    }
    long capacity = shares.stream().mapToLong(ProcessorTime::capacity).max().orElse(0);
    CpuTimes sum = shares.stream().reduce(CpuTimes.ZERO, CpuTimes::plus);
    long used = capacity(sum) - sum.idle();
    List<Long> ticks = new ArrayList<>(sum.ticks());
    ticks.set(IDLE, Math.max(0, capacity - used));
    return new CpuTimes(ticks);
  }
}
