package io.ssi.linux.criu;

import java.time.Duration;

/**
 * How long the steps of an operation may take before their worker is ended.
 *
 * @param probe asking for version or features
 * @param hold from the request until a dump or a restore is held; grows with the memory of the
 *     application: CRIU writes and reads about 1 GB/s
 * @param finish from our answer to a held operation until CRIU's response; the memory of the dumped
 *     processes is freed meanwhile
 * @param end from the response until the worker has ended and was reaped
 */
public record CriuLimits(Duration probe, Duration hold, Duration finish, Duration end) {

  /** Refuses limits that are not positive. */
  public CriuLimits {
    requirePositive(probe, "probe");
    requirePositive(hold, "hold");
    requirePositive(finish, "finish");
    requirePositive(end, "end");
  }

  /** Enough for some hundred GB on a slow disk: it is a guard against what never ends. */
  public static CriuLimits standard() {
    return new CriuLimits(
        Duration.ofSeconds(10),
        Duration.ofMinutes(15),
        Duration.ofMinutes(2),
        Duration.ofSeconds(10));
  }

  /** The same with another limit for the time until an operation is held. */
  public CriuLimits withHold(Duration limit) {
    return new CriuLimits(probe, limit, finish, end);
  }

  private static void requirePositive(Duration limit, String name) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("The limit " + name + " must be positive, not " + limit);
    }
  }
}
