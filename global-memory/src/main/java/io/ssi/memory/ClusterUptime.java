package io.ssi.memory;

import io.ssi.linux.procfs.UptimeFile;
import java.util.List;

/** {@code /proc/uptime} of several nodes as one. */
public final class ClusterUptime {
  private ClusterUptime() {}

  /**
   * Merges.
   *
   * @param nodes the nodes' figures, at least one
   * @return one file
   */
  public static UptimeFile merge(List<NodeFigures> nodes) {
    long up = nodes.stream().mapToLong(node -> node.uptime().up()).max().orElseThrow();
    return new UptimeFile(up, Kernels.group(nodes).stream().mapToLong(ClusterUptime::idle).sum());
  }

  // A tick and the file's hundredth of a second are the same on x86-64.
  private static long idle(List<NodeFigures> kernel) {
    return kernel.size() == 1
        ? kernel.getFirst().uptime().idle()
        : ClusterStat.total(kernel).idle();
  }
}
