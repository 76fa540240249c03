package io.ssi.migration.target;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.registry.ApplicationRegistry;

/** Records that a committed copy runs, when the source is not there to do so. */
record Completion(ApplicationRegistry registry) {

  void recordRunning(Application application) {
    registry.change(
        application.id(),
        now ->
            now.attempt().equals(application.attempt()) && now.phase() == ApplicationPhase.MIGRATING
                ? now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done()
                : now);
  }
}
