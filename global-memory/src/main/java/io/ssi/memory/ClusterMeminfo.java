package io.ssi.memory;

import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.MeminfoFile.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** {@code /proc/meminfo} of several nodes as one. */
public final class ClusterMeminfo {
  private ClusterMeminfo() {}

  /**
   * Merges.
   *
   * @param nodes the nodes' figures, at least one
   * @return one file; fields stand in the order of the first node, those that only others have
   *     behind the field that they follow there
   */
  public static MeminfoFile merge(List<NodeFigures> nodes) {
    List<NodeFigures> kernels = Kernels.newest(nodes);
    List<Field> merged = new ArrayList<>();
    for (Field field : order(nodes)) {
      MergeRule rule = FieldRule.ofMeminfo(field.name());
      merged.add(field.withValue(value(field.name(), rule, nodes, kernels)));
    }
    return new MeminfoFile(merged);
  }

  private static long value(
      String field, MergeRule rule, List<NodeFigures> nodes, List<NodeFigures> kernels) {
    return switch (rule) {
      case SUM -> values(field, nodes).sum();
      case ONCE_PER_KERNEL -> values(field, kernels).sum();
      case MAXIMUM -> values(field, kernels).max().orElse(0);
      case MINIMUM -> values(field, kernels).min().orElse(0);
      case REMAINDER, LOCAL ->
          throw new IllegalStateException("No rule for meminfo: " + rule + " of " + field);
    };
  }

  private static LongStream values(String field, List<NodeFigures> nodes) {
    return nodes.stream().flatMapToLong(node -> node.meminfo().value(field).stream());
  }

  private static List<Field> order(List<NodeFigures> nodes) {
    List<Field> fields = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (NodeFigures node : nodes) {
      int place = 0;
      for (Field field : node.meminfo().fields()) {
        Integer known = places.get(field.name());
        if (known != null) {
          place = known + 1;
        } else {
          fields.add(place, field);
          for (int i = place; i < fields.size(); i++) {
            places.put(fields.get(i).name(), i);
          }
          place++;
        }
      }
    }
    return fields;
  }
}
