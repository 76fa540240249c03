package io.ssi.agent.demo.program;

import java.util.function.LongSupplier;

/**
 * Measures the longest time between two ticks, by the wall clock: the monotonic clock stands still
 * while a program is moved. What was before the first tick is no gap. One thread ticks, any may
 * read.
 */
final class GapMeter {
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier millis;
  private long last = NEVER;
  private volatile long longest;

  GapMeter(LongSupplier millis) {
    this.millis = millis;
  }

  void tick() {
    long now = millis.getAsLong();
    if (last != NEVER) {
      longest = Math.max(longest, now - last);
    }
    last = now;
  }

  long longestMillis() {
    return longest;
  }
}
