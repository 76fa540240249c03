package io.ssi.agent.machine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits until something outside this program has happened that nobody reports: looks again and
 * again, never longer than a bound.
 *
 * @param nanoClock a clock that only goes forward
 */
public record Waiting(LongSupplier nanoClock) {
  private static final long PAUSE_MILLIS = 20;

  /**
   * Waits until a condition holds.
   *
   * @param what is waited for, for the message of an interruption
   * @param bound the longest that it waits
   * @param condition asked about every 20 ms
   * @return whether it held within the bound
   * @throws InterruptedWaitException if the thread was interrupted
   */
  public boolean until(String what, Duration bound, BooleanSupplier condition) {
    long started = nanoClock.getAsLong();
    var never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      if (nanoClock.getAsLong() - started >= bound.toNanos()) {
        return false;
      }
      try {
        boolean _ = never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new InterruptedWaitException("waiting for " + what, e);
      }
    }
    return true;
  }

  /**
   * How long ago a moment was.
   *
   * @param startedNanos a reading of the clock
   * @return whole milliseconds since then
   */
  public long millisSince(long startedNanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - startedNanos);
  }
}
