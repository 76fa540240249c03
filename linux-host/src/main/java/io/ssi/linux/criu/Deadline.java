package io.ssi.linux.criu;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point of the monotonic clock by which something must have happened. */
final class Deadline {
  private final LongSupplier nanoClock;
  private final long endNanos;
  private final Duration limit;

  private Deadline(LongSupplier nanoClock, Duration limit) {
    this.nanoClock = nanoClock;
    this.limit = limit;
    this.endNanos = nanoClock.getAsLong() + limit.toNanos();
  }

  static Deadline after(LongSupplier nanoClock, Duration limit) {
    return new Deadline(nanoClock, limit);
  }

  Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - nanoClock.getAsLong()));
  }

  Duration limit() {
    return limit;
  }
}
