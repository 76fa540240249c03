package io.ssi.linux.testing;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a property many times with random input. A failure names the seed of its run; the system
 * property {@code ssi.seed} runs that one alone.
 */
public final class SeededRuns {
  private static final String PROPERTY = "ssi.seed";

  private SeededRuns() {}

  /**
   * Runs a property.
   *
   * @param times how often
   * @param property gets a new generator each time; fails by throwing
   * @throws AssertionError with the seed, caused by what the property threw
   */
  public static void repeat(int times, Consumer<RandomGenerator> property) {
    Long given = Long.getLong(PROPERTY);
    Random seeds = new Random();
    int runs = given == null ? times : 1;
    for (int i = 0; i < runs; i++) {
      long seed = given == null ? seeds.nextLong() : given;
      try {
        property.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "run "
                + (i + 1)
                + " of "
                + runs
                + " failed with seed="
                + seed
                + "; repeat with -D"
                + PROPERTY
                + "="
                + seed
                + ": "
                + e.getMessage(),
            e);
      }
    }
  }
}
