package io.ssi.migration.accord;

import io.ssi.linux.LinuxException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.container.MovingContainer;
import io.ssi.pid.Application;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which a container stands still because others do, before it is dumped and after.
 *
 * @param application the container, as it is recorded
 */
record Standstill(Application application) {
  private static final Logger log = LoggerFactory.getLogger(Standstill.class);

  /** Begins it; gives the control group that is frozen. */
  Optional<Path> begin(MovingContainer container) {
    // Returns when a suspension that was under way is done.
    var _ = container.freezer();
    Optional<Path> group = container.freezable();
    if (group.isEmpty()) {
      throw new RefusedException(
          "container "
              + application.id()
              + " cannot be saved together with others: it has no control group that can freeze it");
    }
    try {
      container.standStill();
    } catch (LinuxException e) {
      end(container);
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "container " + application.id() + " cannot be made to stand still: " + e.getMessage(),
          e);
    }
    return group;
  }

  /** Ends it; what was suspended stays so. */
  void end(MovingContainer container) {
    if (application.suspended()) {
      return;
    }
    try {
      container.moveAgain();
    } catch (LinuxException e) {
      log.error("Container {} may stand still; try 'ssi resume'", application.id(), e);
    }
  }
}
