package io.ssi.migration.accord;

import io.ssi.membership.MembershipException;
import io.ssi.migration.LeaderClaim;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RegistryWait;
import io.ssi.migration.UndecidedException;
import io.ssi.migration.checkpoint.Assembly;
import io.ssi.migration.wire.LeaderClaimFormat;
import io.ssi.migration.wire.PartStream.Step;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.UpdateResult;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A further container's side of a restart of several: follows the leader, and when that is gone
 * finds out from the first container's record what was decided. For one thread.
 */
public final class PartAssembly implements Assembly {
  private static final Logger log = LoggerFactory.getLogger(PartAssembly.class);

  private final ApplicationId part;
  private final LeaderLink leader;
  private final ApplicationRegistry registry;
  private final LeaderClaim claim;

  /**
   * Waits until the first container is claimed.
   *
   * @param part the container
   * @param leader the first container's node
   * @param registry of applications
   */
  public PartAssembly(ApplicationId part, LeaderLink leader, ApplicationRegistry registry) {
    this.part = part;
    this.leader = leader;
    this.registry = registry;
    this.claim =
        LeaderClaimFormat.decode(
            leader.await(Step.CLAIM, Limits.STANDARD.dump(), "bringing back container " + part));
  }

  @Override
  public void filesSet() {
    String subject = "bringing back container " + part;
    leader.done(subject);
    var _ = leader.await(Step.BUILD, Limits.STANDARD.store(), subject);
  }

  @Override
  public void built() {
    boolean runs;
    try {
      leader.say(new byte[0]);
      var _ = leader.expect(Step.COMMIT, Limits.STANDARD.store());
      runs = true;
    } catch (LeaderLink.AbandonedException e) {
      log.info("Container {} is not to be brought back after all", part, e);
      runs = false;
    } catch (IOException e) {
      log.warn("The node of container {} is gone while {} was built", claim.first(), part, e);
      runs = hasRun();
    }
    if (!runs) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "container "
              + part
              + " was not brought back, because another one of its application was not");
    }
  }

  /**
   * Gives the first container's restart up, unless it has come to run; blocks until it is known.
   */
  private boolean hasRun() {
    boolean[] known = new boolean[1];
    try {
      RegistryWait.until(
          registry,
          () -> {
            Optional<Boolean> now = look();
            now.ifPresent(hasRun -> known[0] = hasRun);
            return now.isPresent();
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndecidedException(
          "it cannot be known now whether application "
              + claim.first()
              + " was brought back: this agent ends before",
          e);
    }
    return known[0];
  }

  private Optional<Boolean> look() {
    Optional<Application> now = registry.find(claim.first());
    if (now.isEmpty() || !claim.isUndecided(now.get())) {
      return Optional.of(now.filter(claim::hasRun).isPresent());
    }
    try {
      Application lost =
          now.get().change().phase(ApplicationPhase.LOST, "its restart was cut off").done();
      return registry.update(now.get(), lost) instanceof UpdateResult.Updated
          ? Optional.of(false)
          : Optional.empty();
    } catch (MembershipException e) {
      log.warn("Application {}: it is not known yet whether it runs", claim.first(), e);
      return Optional.empty();
    }
  }
}
