package io.ssi.tools.top.model;

import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.service.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much processor time each process has used between two looks. Processes are told apart
 * by global pid and start, so one that has moved is the same and one that got its number is not.
 * For one thread.
 */
final class CpuMeter {
  // Start times of a process may differ a little from look to look, and by rounding after a move.
  private static final Duration SAME_START = Duration.ofSeconds(2);
  // Below this, ten milliseconds more or less, which is what the kernel counts in, mean too much.
  private static final long SHORTEST = Duration.ofMillis(100).toNanos();
  // A process that moves may be missing for a moment.
  private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

  private record Seen(Instant start, Duration cpu, long nanos, double percent) {}

  private Map<GlobalPid, Seen> seen = new HashMap<>();

  List<TopRow> measure(Sample sample) {
    Map<String, Source> sources =
        sample.listing().nodes().stream()
            .collect(Collectors.toMap(Source::name, Function.identity()));
    Map<String, Double> most = most(sample);
    Map<GlobalPid, Seen> next = HashMap.newHashMap(sample.listing().processes().size());
    List<TopRow> rows = new ArrayList<>(sample.listing().processes().size());
    for (ProcessRow row : sample.listing().processes()) {
      Source source = sources.get(row.node());
      boolean old = source != null && source.error().isPresent();
      long taken = sample.nanos() - (source == null ? 0 : source.age().toNanos());
      Seen now =
          after(seen.get(row.gpid()), row, taken, most.getOrDefault(row.node(), Double.MAX_VALUE));
      next.put(row.gpid(), now);
      rows.add(new TopRow(row, now.percent(), old));
    }
    seen.forEach((pid, before) -> {
      if (sample.nanos() - before.nanos() < REMEMBERED) {
        next.putIfAbsent(pid, before);
      }
    });
    seen = next;
    return rows;
  }

  private static Seen after(@Nullable Seen before, ProcessRow row, long taken, double most) {
    if (before == null || isAnother(before, row)) {
      return new Seen(row.start(), row.time(), taken, Math.min(row.cpuPercent(), most));
    }
    long passed = taken - before.nanos();
    if (passed < SHORTEST) {
      return before;
    }
    // What a move has not carried over yet would be less than nothing.
    long used = Math.max(0, row.time().minus(before.cpu()).toNanos());
    return new Seen(row.start(), row.time(), taken, Math.min(100.0 * used / passed, most));
  }

  private static boolean isAnother(Seen before, ProcessRow row) {
    return Duration.between(before.start(), row.start()).abs().compareTo(SAME_START) > 0;
  }

  /** No process can use more than all processors of its node. */
  private static Map<String, Double> most(Sample sample) {
    Map<String, Double> most = new HashMap<>();
    for (NodeStatus node : sample.status().nodes()) {
      node.figures().map(NodeFigures::cpus).ifPresent(cpus -> most.put(node.name(), 100.0 * cpus));
    }
    return most;
  }
}
