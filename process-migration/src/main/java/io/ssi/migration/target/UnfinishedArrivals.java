package io.ssi.migration.target;

import io.ssi.linux.LinuxException;
import io.ssi.migration.MigrationException;
import io.ssi.migration.container.MovingContainers;
import io.ssi.pid.Application;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the arrivals that their source does not end any more. What runs already is kept; for the
 * rest the record decides.
 */
final class UnfinishedArrivals {
  private static final Logger log = LoggerFactory.getLogger(UnfinishedArrivals.class);

  private final ApplicationRegistry registry;
  private final Decision decision;
  private final MovingContainers containers;
  private final KeptImages images;
  private final ArrivalRecovery recovery;

  UnfinishedArrivals(
      ApplicationRegistry registry,
      Decision decision,
      MovingContainers containers,
      KeptImages images,
      ArrivalRecovery recovery) {
    this.registry = registry;
    this.decision = decision;
    this.containers = containers;
    this.images = images;
    this.recovery = recovery;
  }

  /** Blocks until it is known what becomes of the copy, and that is done. */
  void settle(ArrivingCopy copy) {
    Application application = copy.application();
    try {
      if (copy.runs()) {
        keep(copy);
      } else if (copy.wasBuilt() && decision.settle(application)) {
        finish(copy);
      } else {
        copy.abandon();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MigrationException | PidException | LinuxException e) {
      log.error("Application {}: its arrival could not be ended", application.id(), e);
    }
  }

  private void finish(ArrivingCopy copy) {
    Application application = copy.application();
    if (copy.isHeld()) {
      copy.release();
      containers.completeMove(application);
    } else {
      copy.discard();
      recovery.complete(registry.get(application.id()), images.of(application));
    }
  }

  /** The source could not be told that it runs, or something after that went wrong here. */
  private void keep(ArrivingCopy copy) {
    try {
      containers.takeCharge(copy.application());
      containers.completeMove(copy.application());
    } finally {
      copy.end();
    }
  }
}
