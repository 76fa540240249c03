package io.ssi.pid;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That an application is to be saved again and again, by whatever node it runs on.
 *
 * @param every how long after its newest version the next one is taken
 * @param keep how many versions stay; 0 for all
 * @param failure why the last attempt came to nothing; empty if it did not
 */
public record SavingPlan(Duration every, int keep, Optional<Failure> failure) {

  /**
   * An attempt that came to nothing.
   *
   * @param at when
   * @param why for people
   */
  public record Failure(Instant at, String why) {}

  /** Refuses what cannot be meant. */
  public SavingPlan {
    if (every.compareTo(Duration.ofSeconds(1)) < 0 || keep < 0) {
      throw new IllegalArgumentException(
          "An application is saved at most every second, and keeps none or more versions, not every "
              + every
              + " and "
              + keep);
    }
  }

  /**
   * The same plan after another attempt.
   *
   * @param outcome why it came to nothing; empty if it did not
   * @return the changed plan
   */
  public SavingPlan after(Optional<Failure> outcome) {
    return new SavingPlan(every, keep, outcome);
  }
}
