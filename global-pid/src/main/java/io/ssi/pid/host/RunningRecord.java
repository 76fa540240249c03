package io.ssi.pid.host;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import java.util.OptionalInt;

/** The record of an application that was found to run on this node. */
final class RunningRecord {
  private RunningRecord() {}

  /**
   * Of one that was starting, or on its way.
   *
   * @param now what is recorded
   * @param pid its program's, inside; what is recorded already stays
   * @param parts this node and the time
   * @return that it runs here; the same record if it says so already
   */
  static Application of(Application now, OptionalInt pid, HostParts parts) {
    if (now.phase() == ApplicationPhase.RUNNING) {
      return now;
    }
    ApplicationChange change = now.change().phase(ApplicationPhase.RUNNING, "").noMigration();
    if (now.stays().isEmpty()) {
      change.arrivedAt(parts.local(), parts.clock().instant());
    }
    if (now.programPid().isEmpty() && pid.isPresent()) {
      change.programStarted(pid.getAsInt());
    }
    return change.done();
  }
}
