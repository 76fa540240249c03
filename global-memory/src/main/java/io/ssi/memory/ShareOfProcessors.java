package io.ssi.memory;

import io.ssi.linux.cgroup.CpuAccount;
import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.LoadavgFile;
import io.ssi.linux.procfs.MachineStatFile;
import io.ssi.linux.procfs.StatFile;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** {@code /proc/stat} and {@code /proc/loadavg} of a node that is part of a machine. */
final class ShareOfProcessors {
  private static final long NANOS_PER_TICK = 1_000_000_000L / StatFile.TICKS_PER_SECOND;

  private ShareOfProcessors() {}

  /**
   * The node's own user and system time; idle is what it left of the machine's time. Version 2 does
   * not say on which processor a group ran, so each line gets an equal part.
   */
  static MachineStatFile of(
      MachineStatFile machine, CpuAccount.CpuUsage usage, OwnTasks.Count tasks) {
    long user = ticks(usage.user());
    long system = ticks(usage.system());
    Map<Integer, CpuTimes> processors = new TreeMap<>();
    int count = machine.processors().size();
    int index = 0;
    for (Map.Entry<Integer, CpuTimes> each : machine.processors().entrySet()) {
      processors.put(
          each.getKey(),
          left(each.getValue(), part(user, index, count), part(system, index, count)));
      index++;
    }
    return new MachineStatFile(
        left(machine.total(), user, system),
        processors,
        machine.interrupts(),
        machine.contextSwitches(),
        machine.bootTime(),
        machine.forks(),
        tasks.running(),
        tasks.blocked(),
        machine.softInterrupts());
  }

  static LoadavgFile load(LoadAverage average, OwnTasks.Count tasks) {
    return new LoadavgFile(
        LoadAverage.hundredths(average.fixed1()),
        LoadAverage.hundredths(average.fixed5()),
        LoadAverage.hundredths(average.fixed15()),
        tasks.running(),
        tasks.sums().tasks(),
        tasks.sums().lastPid());
  }

  // The parts of all processors add up to the whole.
  private static long part(long whole, int index, int count) {
    return whole * (index + 1) / count - whole * index / count;
  }

  private static CpuTimes left(CpuTimes machine, long user, long system) {
    long idle = Math.max(0, ProcessorTime.capacity(machine) - user - system);
    return CpuTimes.of(user, system, idle);
  }

  private static long ticks(Duration time) {
    return time.toNanos() / NANOS_PER_TICK;
  }
}
