package io.ssi.agent;

import io.ssi.linux.CompositionRoot;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.PhaseListener;
import io.ssi.pid.ApplicationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds migrations of this node at a phase for as long as a file says so, so that a test can let
 * something fail exactly there: docs/testing.md. Nobody but root can make that file, and nothing
 * does but tests.
 */
@CompositionRoot
final class HeldPhases implements PhaseListener {
  /** On a node's own file system in memory. */
  static final Path PLACE = Path.of("/run/ssi/hold");

  private static final Logger log = LoggerFactory.getLogger(HeldPhases.class);
  private static final long LOOK_MILLIS = 2;

  private final Path place;

  HeldPhases(Path place) {
    this.place = place;
  }

  @Override
  public void reached(ApplicationId application, MigrationPhase phase) {
    Path hold = place.resolve(phase.name());
    if (!Files.exists(hold)) {
      return;
    }
    log.warn("Application {}: its migration is held at {} by {}", application, phase, hold);
    try {
      Files.writeString(place.resolve("held"), phase.name());
      while (Files.exists(hold)) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException e) {
      log.warn("Application {}: it cannot be said that its migration is held", application, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
