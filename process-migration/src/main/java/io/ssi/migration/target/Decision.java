package io.ssi.migration.target;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.RegistryWait;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Attempt;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.RegistryUnsettledException;
import io.ssi.pid.registry.UpdateResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided about a copy that is held here, when the source does not say. The record in the
 * registry decides: if it does not say "committed", this side tries to give the attempt up there,
 * with a compare-and-set, so that the source cannot commit afterwards.
 */
final class Decision {
  private static final Logger log = LoggerFactory.getLogger(Decision.class);

  private final ApplicationRegistry registry;
  private final NodeId local;

  Decision(ApplicationRegistry registry, NodeId local) {
    this.registry = registry;
    this.local = local;
  }

  /**
   * Whether the record says that the copy here is the application.
   *
   * @param application as the attempt began
   * @return true once the source has committed this attempt
   */
  boolean isCommitted(Application application) {
    return registry
        .find(application.id())
        .filter(now -> isCommittedHere(now, application.attempt()))
        .isPresent();
  }

  /**
   * Waits until it is known what becomes of the copy; blocks as long as this agent is in a
   * minority, because nobody may resume anything then.
   *
   * @param application as the attempt began
   * @return true if the copy is the application; false if the attempt is given up for good
   * @throws InterruptedException if the agent ends meanwhile
   */
  boolean settle(Application application) throws InterruptedException {
    AtomicReference<Optional<Boolean>> known = new AtomicReference<>(Optional.empty());
    RegistryWait.until(
        registry,
        () -> {
          known.set(tryToSettle(application));
          return known.get().isPresent();
        });
    return known.get().orElseThrow();
  }

  private Optional<Boolean> tryToSettle(Application application) {
    Optional<Application> found = registry.find(application.id());
    if (found.isEmpty() || !found.get().attempt().equals(application.attempt())) {
      return Optional.of(false);
    }
    Application now = found.get();
    if (isCommittedHere(now, application.attempt())) {
      return Optional.of(true);
    }
    if (now.phase() != ApplicationPhase.MIGRATING) {
      return Optional.of(false);
    }
    try {
      Application givenUp = now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done();
      return registry.update(now, givenUp) instanceof UpdateResult.Updated
          ? Optional.of(false)
          : Optional.empty();
    } catch (NoQuorumException | RegistryUnsettledException e) {
      log.info("Application {}: its copy here stays held, nothing can be decided now", now.id(), e);
      return Optional.empty();
    }
  }

  /** Whether a record says that an attempt is committed, and to this node. */
  boolean isCommittedHere(Application now, Attempt attempt) {
    return now.attempt().equals(attempt)
        && now.host().equals(local)
        && now.migration()
            .filter(note -> note.phase().equals(MigrationPhase.COMMITTED.name()))
            .isPresent();
  }
}
