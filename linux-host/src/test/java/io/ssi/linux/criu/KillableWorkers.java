package io.ssi.linux.criu;

import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers of which the last one can be killed behind its driver's back. */
final class KillableWorkers implements CriuWorkers {
  private final CriuWorkers workers;
  private @Nullable CriuWorker last;

  KillableWorkers(CriuWorkers workers) {
    this.workers = workers;
  }

  @Override
  public CriuWorker start(List<Descriptor> passed) {
    CriuWorker worker = workers.start(passed);
    last = worker;
    return worker;
  }

  void kill() {
    CriuWorker worker = last;
    if (worker == null) {
      throw new IllegalStateException("No worker was started");
    }
    worker.kill();
    if (!worker.awaitEnd(Duration.ofSeconds(10))) {
      throw new IllegalStateException("The worker does not end");
    }
  }
}
