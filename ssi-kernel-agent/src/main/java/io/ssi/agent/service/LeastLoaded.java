package io.ssi.agent.service;

import io.ssi.membership.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The rule for the best node: one with memory to spare before one without, then the one with the
 * least load per processor; between equals, chance. Pure.
 */
final class LeastLoaded {
  // Less free memory than this part of all is too little.
  private static final int SPARE_PART = 16;
  private static final double EQUAL = 0.01;

  /**
   * A node that may be chosen.
   *
   * @param node its number
   * @param cpus its processors, from 1
   * @param load tasks that run there, those included that its own figures do not show yet
   * @param memoryBytes its memory
   * @param availableBytes how much of it is free
   */
  record Candidate(NodeId node, int cpus, double load, long memoryBytes, long availableBytes) {
    double loadPerCpu() {
      return load / cpus;
    }

    boolean isShortOfMemory() {
      return availableBytes < memoryBytes / SPARE_PART;
    }
  }

  private LeastLoaded() {}

  /** The best of some; empty if there are none. */
  static Optional<NodeId> of(List<Candidate> candidates, RandomGenerator random) {
    boolean shortOfMemory = candidates.stream().allMatch(Candidate::isShortOfMemory);
    List<Candidate> able =
        candidates.stream().filter(one -> shortOfMemory || !one.isShortOfMemory()).toList();
    Optional<Candidate> least =
        able.stream().min(Comparator.comparingDouble(Candidate::loadPerCpu));
    List<NodeId> equals =
        able.stream()
            .filter(one -> one.loadPerCpu() - least.orElseThrow().loadPerCpu() < EQUAL)
            .map(Candidate::node)
            .toList();
    return equals.isEmpty()
        ? Optional.empty()
        : Optional.of(equals.get(random.nextInt(equals.size())));
  }
}
