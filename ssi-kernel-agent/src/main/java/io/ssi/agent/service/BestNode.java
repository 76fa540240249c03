package io.ssi.agent.service;

import io.ssi.agent.service.LeastLoaded.Candidate;
import io.ssi.membership.NodeId;
import io.ssi.memory.NodeSummary;
import io.ssi.tools.service.RefusedException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Finds the node for a program that nobody has placed, see {@link LeastLoaded}, from figures that
 * are at most a second old and from what this agent has placed meanwhile. Thread-safe; blocks while
 * it asks the nodes.
 */
final class BestNode {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final double HUNDREDTHS = 100.0;

  private final Supplier<List<NodeId>> online;
  private final Function<Collection<NodeId>, List<NodeSummary>> figures;
  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private final Placements placements;
  private volatile Optional<Known> known = Optional.empty();

  private record Known(List<NodeSummary> summaries, long askedNanos) {}

  BestNode(
      Supplier<List<NodeId>> online,
      Function<Collection<NodeId>, List<NodeSummary>> figures,
      RandomGenerator random,
      LongSupplier nanoClock) {
    this.online = online;
    this.figures = figures;
    this.random = random;
    this.nanoClock = nanoClock;
    this.placements = new Placements(nanoClock);
  }

  /** The best node now; fails with RefusedException if none is online. */
  NodeId choose() {
    List<NodeId> nodes = online.get();
    List<NodeSummary> summaries = summaries(nodes);
    synchronized (placements) {
      List<Candidate> candidates =
          summaries.stream()
              .filter(summary -> nodes.contains(summary.age().node()))
              .filter(summary -> summary.age().error().isEmpty())
              .flatMap(summary -> candidate(summary).stream())
              .toList();
      NodeId best =
          LeastLoaded.of(candidates, random)
              // Nobody has answered: any is as good.
              .or(() -> LeastLoaded.of(nodes.stream().map(this::unknown).toList(), random))
              .orElseThrow(() ->
                  new RefusedException(
                      "no_node_online", "no node is online", "add one with: ssi node add"));
      placements.chosen(best);
      return best;
    }
  }

  /** A program is started on a node; closing the result says that it has ended. */
  Placements.Placed placed(NodeId node) {
    return placements.started(node);
  }

  private List<NodeSummary> summaries(List<NodeId> nodes) {
    long now = nanoClock.getAsLong();
    Optional<Known> fresh = known.filter(old -> now - old.askedNanos() < FRESH_NANOS);
    if (fresh.isPresent()) {
      return fresh.get().summaries();
    }
    List<NodeSummary> asked = figures.apply(nodes);
    known = Optional.of(new Known(asked, now));
    return asked;
  }

  private Optional<Candidate> candidate(NodeSummary summary) {
    NodeId node = summary.age().node();
    return summary
        .values()
        .map(values ->
            new Candidate(
                node,
                Math.max(1, values.cpus()),
                values.load1Hundredths() / HUNDREDTHS + placements.unseen(node),
                values.memoryBytes(),
                values.availableBytes()));
  }

  private Candidate unknown(NodeId node) {
    return new Candidate(node, 1, placements.unseen(node), 0, 0);
  }
}
