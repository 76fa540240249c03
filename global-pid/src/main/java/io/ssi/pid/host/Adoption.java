package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.KeeperState;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.CarriedProcess;
import java.util.List;

/** What the record of an application says once it has been restored on this node. */
final class Adoption {
  private Adoption() {}

  /** The record with the application running here. */
  static Application of(
      HostParts parts, Application record, KeeperState state, List<CarriedProcess> carried) {
    NodeId local = parts.local();
    ApplicationChange change =
        record.change().phase(ApplicationPhase.RUNNING, "").noMigration().carried(carried);
    boolean hasArrived =
        record.host().equals(local)
            && parts
                .files()
                .find(record.id().firstContainer(), record.stays().size() - 1)
                .filter(segment -> !segment.isFinished())
                .isPresent();
    if (!hasArrived) {
      change.arrivedAt(local, parts.clock().instant());
    }
    if (state.status().isEmpty() && state.phase() != ContainerPhase.ENDED) {
      state.program().map(InsidePid::value).ifPresent(change::programStarted);
    }
    return change.done();
  }
}
