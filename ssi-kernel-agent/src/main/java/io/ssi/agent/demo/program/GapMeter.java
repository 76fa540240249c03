package io.ssi.agent.demo.program;

import java.util.function.LongSupplier;

/**
 * Measures the longest time between two ticks, by the wall clock: the monotonic clock stands still
 * while a program is moved. One thread ticks, any may read.
 */
final class GapMeter {
  private final LongSupplier millis;
  private long last;
  private volatile long longest;

  GapMeter(LongSupplier millis) {
    this.millis = millis;
    this.last = millis.getAsLong();
  }

  void tick() {
    long now = millis.getAsLong();
    longest = Math.max(longest, now - last);
    last = now;
  }

  long longestMillis() {
    return longest;
  }
}
