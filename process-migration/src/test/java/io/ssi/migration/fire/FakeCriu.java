package io.ssi.migration.fire;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.criu.CriuWorker;
import io.ssi.linux.criu.CriuWorkers;
import io.ssi.linux.syscall.Descriptor;
import java.util.List;

/** CRIU in one container, started by one agent. */
record FakeCriu(Life life, FakeKeeper keeper) implements CriuWorkers {
  private static final WorkerSpec CRIU = WorkerSpec.of(List.of("/usr/sbin/criu"), List.of());

  @Override
  public CriuWorker start(List<Descriptor> passed) {
    life.effect("starts CRIU");
    InsidePid pid = keeper.startWorker(CRIU);
    FakeWorker worker = new FakeWorker(life, keeper, pid);
    life.machine().workers.add(worker);
    return worker;
  }
}
