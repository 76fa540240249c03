package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /proc/stat}, see {@code proc_stat(5)}. Counters start at boot.
 *
 * @param total time of all processors together
 * @param processors time by number of the processor; those that are offline have no line
 * @param interrupts the total, then one counter per interrupt number
 * @param contextSwitches how often a processor went to another task
 * @param bootTime seconds since 1970 at which the machine started
 * @param forks how many tasks were started
 * @param running tasks that run or want to
 * @param blocked tasks that wait for a disk
 * @param softInterrupts the total, then one counter per kind
 */
public record MachineStatFile(
    CpuTimes total,
    Map<Integer, CpuTimes> processors,
    List<Long> interrupts,
    long contextSwitches,
    long bootTime,
    long forks,
    long running,
    long blocked,
    List<Long> softInterrupts) {

  private static final String FILE = "/proc/stat";

  /** Takes copies; the processors are ordered by number. */
  public MachineStatFile {
    processors = Collections.unmodifiableSortedMap(new TreeMap<>(processors));
    interrupts = List.copyOf(interrupts);
    softInterrupts = List.copyOf(softInterrupts);
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if anything is missing, malformed or out of order
   */
  public static MachineStatFile parse(byte[] bytes) {
    ProcCursor in = new ProcCursor(FILE, bytes);
    in.expect("cpu  ");
    CpuTimes total = times(in);
    Map<Integer, CpuTimes> processors = new TreeMap<>();
    String key = in.word();
    while (key.startsWith("cpu")) {
      in.expect(' ');
      if (processors.put(processorNumber(key), times(in)) != null) {
        throw in.corrupt("a processor that comes twice");
      }
      key = in.word();
    }
    expectKey(in, key, "intr");
    List<Long> interrupts = counters(in);
    long contextSwitches = counter(in, "ctxt");
    long bootTime = counter(in, "btime");
    long forks = counter(in, "processes");
    long running = counter(in, "procs_running");
    long blocked = counter(in, "procs_blocked");
    expectKey(in, in.word(), "softirq");
    List<Long> softInterrupts = counters(in);
    in.expectEnd();
    return new MachineStatFile(
        total,
        processors,
        interrupts,
        contextSwitches,
        bootTime,
        forks,
        running,
        blocked,
        softInterrupts);
  }

  /**
   * The file as the kernel formats it, see {@code fs/proc/stat.c}.
   *
   * @return all lines
   */
  public String format() {
    StringBuilder text = new StringBuilder("cpu ");
    appendCounters(text, total.ticks());
    processors.forEach(
        (number, times) -> appendCounters(text.append("cpu").append(number), times.ticks()));
    appendCounters(text.append("intr"), interrupts);
    text.append("ctxt ").append(contextSwitches);
    text.append("\nbtime ").append(bootTime);
    text.append("\nprocesses ").append(forks);
    text.append("\nprocs_running ").append(running);
    text.append("\nprocs_blocked ").append(blocked).append('\n');
    appendCounters(text.append("softirq"), softInterrupts);
    return text.toString();
  }

  private static void appendCounters(StringBuilder text, List<Long> counters) {
    counters.forEach(counter -> text.append(' ').append(counter.longValue()));
    text.append('\n');
  }

  private static int processorNumber(String key) {
    try {
      return Integer.parseUnsignedInt(key.substring(3));
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "not a processor", key, e);
    }
  }

  private static void expectKey(ProcCursor in, String key, String expected) {
    if (!key.equals(expected)) {
      throw in.corrupt("expected the line " + expected + ", not " + key);
    }
  }

  private static long counter(ProcCursor in, String key) {
    expectKey(in, in.word(), key);
    in.expect(' ');
    long value = in.unsigned();
    in.expect('\n');
    return value;
  }

  private static List<Long> counters(ProcCursor in) {
    List<Long> counters = new ArrayList<>();
    do {
      in.expect(' ');
      counters.add(in.unsigned());
    } while (in.nextIs(' '));
    in.expect('\n');
    return counters;
  }

  private static CpuTimes times(ProcCursor in) {
    List<Long> ticks = new ArrayList<>(CpuTimes.KINDS);
    ticks.add(in.unsigned());
    while (ticks.size() < CpuTimes.KINDS) {
      in.expect(' ');
      ticks.add(in.unsigned());
    }
    in.expect('\n');
    return new CpuTimes(ticks);
  }
}
