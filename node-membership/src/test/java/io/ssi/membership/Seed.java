package io.ssi.membership;

import java.util.Random;
import java.util.function.Consumer;

/** Random tests: the seed is in the failure, and {@code -Dssi.seed=N} runs it again. */
public final class Seed {
  private Seed() {}

  public static void repeat(int times, Consumer<Random> body) {
    Long given = Long.getLong("ssi.seed");
    for (int i = 0; i < (given == null ? times : 1); i++) {
      long seed = given == null ? System.nanoTime() + i : given;
      try {
        body.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
