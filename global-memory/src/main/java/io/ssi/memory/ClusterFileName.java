package io.ssi.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files that there are for the cluster as a whole. */
public enum ClusterFileName {
  /** {@code /proc/meminfo}. */
  MEMINFO,
  /** {@code /proc/stat}. */
  STAT,
  /** {@code /proc/loadavg}. */
  LOADAVG,
  /** {@code /proc/uptime}. */
  UPTIME,
  /** {@code /proc/cpuinfo}. */
  CPUINFO;

  /**
   * Its name below {@code /proc}.
   *
   * @return in lower case
   */
  public String file() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The file of a name.
   *
   * @param name with or without {@code /proc/} before it
   * @return the file, or empty if there is none of that name for the cluster
   */
  public static Optional<ClusterFileName> of(String name) {
    String bare = name.startsWith("/proc/") ? name.substring("/proc/".length()) : name;
    return Arrays.stream(values()).filter(each -> each.file().equals(bare)).findFirst();
  }

  /**
   * The file as the kernel would format it if the nodes were one machine.
   *
   * @param nodes the nodes' figures, by node
   * @return the text; empty if there are no nodes
   */
  public String merge(List<NodeFigures> nodes) {
    if (nodes.isEmpty()) {
      return "";
    }
    return switch (this) {
      case MEMINFO -> ClusterMeminfo.merge(nodes).format();
      case STAT -> ClusterStat.merge(nodes).format();
      case LOADAVG -> ClusterLoadavg.merge(nodes).format();
      case UPTIME -> ClusterUptime.merge(nodes).format();
      case CPUINFO -> ClusterCpuinfo.merge(nodes).format();
    };
  }
}
