package io.ssi.pid.registry;

import java.time.Duration;

/**
 * How long the cluster remembers applications that have ended, so that their exit status can be
 * asked for. Lost ones are kept until somebody forgets them.
 *
 * @param age ended longer ago than this is forgotten
 * @param count of more than this many, those that ended first are forgotten
 */
public record Retention(Duration age, int count) {

  /** A day, and at most 1000 applications. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(1), 1000);

  /** Refuses what would forget an application before anybody could ask. */
  public Retention {
    if (age.isNegative() || count < 0) {
      throw new IllegalArgumentException("Retention cannot be negative: " + age + ", " + count);
    }
  }
}
