package io.ssi.agent.service;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What this agent has placed where and the nodes' load averages do not show yet: a program that
 * runs for so long is in the load of the last minute with its share only, see {@code
 * kernel/sched/loadavg.c}. Thread-safe.
 */
final class Placements {
  private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long CHOSEN_NANOS = Duration.ofSeconds(10).toNanos();
  // Later it is in the load, or over.
  private static final long STARTED_NANOS = Duration.ofMinutes(5).toNanos();

  private final LongSupplier nanoClock;
  private final List<Placement> all = new ArrayList<>();

  private record Placement(NodeId node, long sinceNanos, boolean started) {}

  /** Takes a program back that has ended. */
  @FunctionalInterface
  interface Placed extends AutoCloseable {
    @Override
    void close();
  }

  Placements(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** A node was chosen; whoever asked starts a program there soon. */
  synchronized void chosen(NodeId node) {
    all.add(new Placement(node, nanoClock.getAsLong(), false));
  }

  /** A program is started on a node, chosen before or not. */
  synchronized Placed started(NodeId node) {
    for (Placement one : all) {
      if (!one.started() && one.node().equals(node)) {
        all.remove(one);
        break;
      }
    }
    Placement added = new Placement(node, nanoClock.getAsLong(), true);
    all.add(added);
    return () -> ended(added);
  }

  /** Tasks on a node that are not in its load average. */
  synchronized double unseen(NodeId node) {
    long now = nanoClock.getAsLong();
    all.removeIf(one -> now - one.sinceNanos() > (one.started() ? STARTED_NANOS : CHOSEN_NANOS));
    return all.stream()
        .filter(one -> one.node().equals(node))
        .mapToDouble(one -> Math.exp(-(now - one.sinceNanos()) / MINUTE_NANOS))
        .sum();
  }

  private synchronized void ended(Placement one) {
    all.remove(one);
  }
}
