package io.ssi.migration;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;

/**
 * The restart of an application's first container, as its further ones know it, so that they can
 * tell from its record what became of it.
 *
 * @param first the first container
 * @param attempt the number of its attempt
 * @param stays how many stays it had before
 */
public record LeaderClaim(ApplicationId first, long attempt, int stays) {

  /**
   * Of a restart that has been claimed.
   *
   * @param claimed the first container as it is recorded
   * @return for the others
   */
  public static LeaderClaim of(Application claimed) {
    return new LeaderClaim(claimed.id(), claimed.attempt().number(), claimed.stays().size());
  }

  /**
   * Whether it has come to run, whatever has become of it since: it has another stay.
   *
   * @param now its record
   * @return true if it has
   */
  public boolean hasRun(Application now) {
    return now.stays().size() > stays;
  }

  /**
   * Whether it may still come to run.
   *
   * @param now its record
   * @return false when it has, or it was given up
   */
  public boolean isUndecided(Application now) {
    return !hasRun(now)
        && now.attempt().number() == attempt
        && now.phase() == ApplicationPhase.RESTARTING;
  }
}
