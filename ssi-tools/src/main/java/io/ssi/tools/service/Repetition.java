package io.ssi.tools.service;

import java.time.Duration;

/**
 * That an application is to be saved again and again.
 *
 * @param every how long after its newest version the next one is taken, at least a second
 * @param keep how many versions stay; 0 for all
 */
public record Repetition(Duration every, int keep) {
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Refuses what cannot be meant. */
  public Repetition {
    if (every.compareTo(LEAST) < 0) {
      throw new UsageException("an application can be saved every second at most");
    }
    if (keep < 0) {
      throw new UsageException("--keep takes a number from 1, not " + keep);
    }
  }
}
