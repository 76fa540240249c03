package io.ssi.migration;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.UpdateResult;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/**
 * That this node has begun something with an application that runs on it: an attempt of its own in
 * the record, so that nobody else begins anything meanwhile. Given back when it is over.
 */
public final class Claim {
  private final ApplicationRegistry registry;
  private final Application begun;
  private final ThreadFactory threads;

  private Claim(ApplicationRegistry registry, Application begun, ThreadFactory threads) {
    this.registry = registry;
    this.begun = begun;
    this.threads = threads;
  }

  /**
   * Claims an application.
   *
   * @param registry of applications
   * @param running the application as it was read, in the phase RUNNING
   * @param local this node
   * @param what the phase that begins, and what goes with it
   * @param threads makes the thread that gives it back when that takes time
   * @return the claim
   * @throws RefusedException if somebody else has begun something meanwhile
   * @throws MoveFailedException in a minority, with nothing changed
   */
  public static Claim of(
      ApplicationRegistry registry,
      Application running,
      NodeId local,
      UnaryOperator<ApplicationChange> what,
      ThreadFactory threads) {
    Application next = what.apply(running.change().nextAttempt(local)).done();
    UpdateResult result;
    try {
      result = registry.update(running, next);
    } catch (NoQuorumException e) {
      throw new MoveFailedException(
          Outcome.NOT_STARTED,
          "nothing can begin with application "
              + running.id()
              + " now, and nothing was changed: "
              + e.getMessage()
              + "; try again when 'ssi node status' shows a majority",
          e);
    }
    Claim claim = new Claim(registry, next, threads);
    if (result instanceof UpdateResult.Updated) {
      return claim;
    }
    if (result instanceof UpdateResult.Unknown) {
      // It may be recorded all the same, and nobody else would end it.
      claim.giveBack();
    }
    throw new RefusedException(
        "application "
            + running.id()
            + " cannot be moved or saved now: something else has begun with it; look with"
            + " 'ssi ps' and try again");
  }

  /**
   * The application as the claim was recorded.
   *
   * @return with the attempt
   */
  public Application begun() {
    return begun;
  }

  /**
   * Whether a record is still of this attempt, whatever else it says.
   *
   * @param now the record
   * @return false when it is somebody else's
   */
  public boolean holds(Application now) {
    return now.attempt().equals(begun.attempt());
  }

  /**
   * It runs on where it ran: records that, unless the record says that it lives elsewhere or is
   * somebody else's. What cannot be recorded now is recorded later, in the background.
   */
  public void giveBack() {
    RegistryWrites.changeWhenPossible(
        registry,
        begun.id(),
        now -> isUnderWay(now) && now.host().equals(begun.host()) ? running(now) : now,
        threads);
  }

  /** It runs, wherever that is now: records that. */
  public void complete() {
    var _ = registry.change(begun.id(), now -> isUnderWay(now) ? running(now) : now);
  }

  private boolean isUnderWay(Application now) {
    return holds(now) && now.phase() == begun.phase();
  }

  private static Application running(Application now) {
    return now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done();
  }
}
