package io.ssi.pid.view;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Names of users, asked for again only after a while: each question opens files, and may go to
 * another machine, while a look at {@code /proc} has one for every process. Any thread.
 */
public final class KeptUserNames implements IntFunction<String> {
  // Far more than any node has users; who has more than that asks more often.
  private static final int MOST = 4096;

  private record Kept(String name, long nanos) {}

  private final IntFunction<String> names;
  private final long keptNanos;
  private final LongSupplier nanoClock;
  private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();

  /**
   * Knows no name yet.
   *
   * @param names tells the name of a user
   * @param time how long a name is believed
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public KeptUserNames(IntFunction<String> names, Duration time, LongSupplier nanoClock) {
    this.names = names;
    this.keptNanos = time.toNanos();
    this.nanoClock = nanoClock;
  }

  @Override
  public String apply(int uid) {
    long now = nanoClock.getAsLong();
    Kept known = kept.get(uid);
    if (known != null && now - known.nanos() < keptNanos) {
      return known.name();
    }
    if (kept.size() >= MOST) {
      kept.clear();
    }
    String name = names.apply(uid);
    kept.put(uid, new Kept(name, now));
    return name;
  }
}
