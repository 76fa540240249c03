package io.ssi.memory;

import io.ssi.linux.procfs.CpuTimes;
import io.ssi.membership.NodeId;
import java.util.Optional;
import java.util.UUID;

/**
 * The line of a node in a table of nodes.
 *
 * @param age which node, how old, and what is wrong with it
 * @param values what it has; empty if nothing is known
 */
public record NodeSummary(NodeAge age, Optional<Values> values) {

  /**
   * What a node has.
   *
   * @param cpus processors that it can use
   * @param memoryBytes memory that it can use
   * @param availableBytes how much of it programs can still get; proc_meminfo(5), MemAvailable
   * @param load1Hundredths load of the last minute, in hundredths of a task
   * @param processes how many processes it has
   * @param time how its processors spent their time
   */
  public record Values(
      int cpus,
      long memoryBytes,
      long availableBytes,
      long load1Hundredths,
      long processes,
      Time time) {}

  /**
   * Processor time since the kernel was started, in ticks; only differences mean something.
   *
   * @param kernel names the kernel: nodes with the same one share its processors
   * @param busy used by the node
   * @param all of the kernel's processors, whatever it was used for
   */
  public record Time(UUID kernel, long busy, long all) {}

  /** From an answer. */
  static NodeSummary of(NodeId node, NodeAnswer answer) {
    Optional<Values> values =
        switch (answer) {
          case NodeAnswer.Known known -> Optional.of(values(known.figures()));
          case NodeAnswer.Unknown unknown -> Optional.empty();
        };
    return new NodeSummary(NodeAge.of(node, answer), values);
  }

  private static Values values(NodeFigures figures) {
    return new Values(
        figures.cpuinfo().processors().size(),
        figures.meminfo().bytes("MemTotal"),
        figures.meminfo().bytes("MemAvailable"),
        figures.loadavg().load1(),
        figures.processes(),
        time(figures));
  }

  private static Time time(NodeFigures figures) {
    CpuTimes total = figures.stat().total();
    long all = ProcessorTime.capacity(total);
    return new Time(figures.bootId().id(), all - total.idle() - total.ioWait(), all);
  }
}
