package io.ssi.memory;

import io.ssi.linux.procfs.CpuTimes;
import io.ssi.linux.procfs.MachineStatFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** {@code /proc/stat} of several nodes as one. */
public final class ClusterStat {
  private ClusterStat() {}

  /**
   * Merges.
   *
   * @param nodes the nodes' figures, at least one
   * @return one file; the processors of the kernels are numbered one after the other, as in the
   *     cluster's cpuinfo
   */
  public static MachineStatFile merge(List<NodeFigures> nodes) {
    List<NodeFigures> kernels = Kernels.newest(nodes);
    CpuTimes total = CpuTimes.ZERO;
    Map<Integer, CpuTimes> processors = new TreeMap<>();
    for (List<NodeFigures> kernel : Kernels.group(nodes)) {
      total = total.plus(total(kernel));
      for (CpuTimes times : processors(kernel)) {
        processors.put(processors.size(), times);
      }
    }
    return new MachineStatFile(
        total,
        processors,
        sums(kernels, MachineStatFile::interrupts),
        sum(kernels, MachineStatFile::contextSwitches),
        kernels.stream().mapToLong(node -> node.stat().bootTime()).min().orElseThrow(),
        sum(kernels, MachineStatFile::forks),
        sum(nodes, MachineStatFile::running),
        sum(nodes, MachineStatFile::blocked),
        sums(kernels, MachineStatFile::softInterrupts));
  }

  /** Time of all processors of one kernel. */
  static CpuTimes total(List<NodeFigures> kernel) {
    return ProcessorTime.mergeShares(kernel.stream().map(node -> node.stat().total()).toList());
  }

  private static List<CpuTimes> processors(List<NodeFigures> kernel) {
    TreeSet<Integer> numbers = new TreeSet<>();
    kernel.forEach(node -> numbers.addAll(node.stat().processors().keySet()));
    List<CpuTimes> merged = new ArrayList<>();
    for (Integer number : numbers) {
      merged.add(
          ProcessorTime.mergeShares(
              kernel.stream()
                  .map(node -> node.stat().processors().get(number))
                  .filter(Objects::nonNull)
                  .toList()));
    }
    return merged;
  }

  private static long sum(List<NodeFigures> nodes, ToLongFunction<MachineStatFile> field) {
    return nodes.stream().mapToLong(node -> field.applyAsLong(node.stat())).sum();
  }

  // Kernels with fewer interrupt numbers count as zero for the others.
  private static List<Long> sums(
      List<NodeFigures> nodes, Function<MachineStatFile, List<Long>> field) {
    List<Long> sums = new ArrayList<>();
    for (NodeFigures node : nodes) {
      List<Long> values = field.apply(node.stat());
      for (int i = 0; i < values.size(); i++) {
        if (i < sums.size()) {
          sums.set(i, sums.get(i) + values.get(i));
        } else {
          sums.add(values.get(i));
        }
      }
    }
    return sums;
  }
}
