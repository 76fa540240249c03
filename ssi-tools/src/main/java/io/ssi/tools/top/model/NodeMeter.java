package io.ssi.tools.top.model;

import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeFigures.ProcessorTime;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.top.model.NodeUse.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells how busy each node was between two looks, and all together. For one thread. */
final class NodeMeter {
  private record Busy(ProcessorTime time, long busy, long all) {
    double percent() {
      return all == 0 ? 0 : Math.clamp(100.0 * busy / all, 0.0, 100.0);
    }
  }

  private final Map<String, Busy> seen = new HashMap<>();

  List<NodeUse> measure(Sample sample) {
    Map<String, Source> sources =
        sample.listing().nodes().stream()
            .collect(Collectors.toMap(Source::name, Function.identity()));
    List<NodeUse> nodes = new ArrayList<>();
    for (NodeStatus node : sample.status().nodes()) {
      Optional<Source> source = Optional.ofNullable(sources.get(node.name()));
      nodes.add(
          new NodeUse(
              node.name(),
              node.state(),
              node.reason(),
              node.figures().map(figures -> use(node.name(), figures)),
              source.flatMap(Source::error),
              source.map(Source::age).orElse(Duration.ZERO)));
    }
    return nodes;
  }

  private Use use(String node, NodeFigures figures) {
    Busy busy = seen.merge(node, first(figures.time()), NodeMeter::later);
    return new Use(
        figures.cpus(),
        busy.percent(),
        Math.max(0, figures.memoryBytes() - figures.availableBytes()),
        figures.memoryBytes(),
        figures.load1());
  }

  private static Busy first(ProcessorTime time) {
    return new Busy(time, time.busy(), time.all());
  }

  private static Busy later(Busy before, Busy now) {
    if (!before.time().kernel().equals(now.time().kernel())) {
      return now;
    }
    long all = now.time().all() - before.time().all();
    // The same figures again, because it did not answer: what was known stays.
    return all <= 0 ? before : new Busy(now.time(), now.time().busy() - before.time().busy(), all);
  }

  /** All nodes together, after they were measured; nodes of one kernel share its processors. */
  Use together(Sample sample) {
    Map<String, Long> all = new HashMap<>();
    Map<String, Integer> cpus = new HashMap<>();
    long busy = 0;
    long used = 0;
    long memory = 0;
    double load = 0;
    for (NodeStatus node : sample.status().nodes()) {
      Busy known = seen.get(node.name());
      if (node.figures().isPresent() && known != null) {
        NodeFigures figures = node.figures().get();
        busy += known.busy();
        all.merge(figures.time().kernel(), known.all(), Math::max);
        cpus.merge(figures.time().kernel(), figures.cpus(), Math::max);
        used += Math.max(0, figures.memoryBytes() - figures.availableBytes());
        memory += figures.memoryBytes();
        load += figures.load1();
      }
    }
    long time = all.values().stream().mapToLong(Long::longValue).sum();
    double percent = time == 0 ? 0 : Math.clamp(100.0 * busy / time, 0.0, 100.0);
    int processors = cpus.values().stream().mapToInt(Integer::intValue).sum();
    return new Use(processors, percent, used, memory, load);
  }
}
