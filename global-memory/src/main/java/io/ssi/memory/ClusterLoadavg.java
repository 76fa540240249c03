package io.ssi.memory;

import io.ssi.linux.procfs.LoadavgFile;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code /proc/loadavg} of several nodes as one. */
public final class ClusterLoadavg {
  private ClusterLoadavg() {}

  /**
   * Merges.
   *
   * @param nodes the nodes' figures, at least one
   * @return one file
   */
  public static LoadavgFile merge(List<NodeFigures> nodes) {
    return new LoadavgFile(
        sum(nodes, LoadavgFile::load1),
        sum(nodes, LoadavgFile::load5),
        sum(nodes, LoadavgFile::load15),
        sum(nodes, LoadavgFile::running),
        sum(nodes, LoadavgFile::tasks),
        nodes.stream().mapToLong(node -> node.loadavg().lastPid()).max().orElseThrow());
  }

  private static long sum(List<NodeFigures> nodes, ToLongFunction<LoadavgFile> field) {
    return nodes.stream().mapToLong(node -> field.applyAsLong(node.loadavg())).sum();
  }
}
