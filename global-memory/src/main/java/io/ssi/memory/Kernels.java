package io.ssi.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells which nodes run on the same kernel. */
final class Kernels {
  private Kernels() {}

  /** The nodes by kernel, in the order in which the kernels first come. */
  static List<List<NodeFigures>> group(List<NodeFigures> nodes) {
    Map<UUID, List<NodeFigures>> groups = new LinkedHashMap<>();
    for (NodeFigures node : nodes) {
      groups.computeIfAbsent(node.bootId().id(), id -> new ArrayList<>()).add(node);
    }
    return List.copyOf(groups.values());
  }

  /** For what the kernel as a whole has: of each kernel the node that looked last. */
  static List<NodeFigures> newest(List<NodeFigures> nodes) {
    return group(nodes).stream()
        .map(group -> group.stream().max(Comparator.comparing(NodeFigures::taken)).orElseThrow())
        .toList();
  }
}
