package io.ssi.pid;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The seed of a property test: printed with every failure, given back by {@code -Dssi.seed=N}. */
public final class Seed {
  private final long value =
      Long.getLong("ssi.seed", new SplittableRandom().nextLong(Integer.MAX_VALUE));

  /** A generator that gives the same numbers for the same seed. */
  public RandomGenerator random() {
    return new SplittableRandom(value);
  }

  @Override
  public String toString() {
    return "seed=" + value + " (repeat with -Dssi.seed=" + value + ")";
  }
}
