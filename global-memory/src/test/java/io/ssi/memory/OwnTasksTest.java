package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTasksTest {
  @TempDir private Path directory;
  private ProcFixture proc;

  @BeforeEach
  void someProcesses() {
    proc =
        new ProcFixture(directory)
            .put(ProcessFixture.sleeping(1, "init"))
            .put(ProcessFixture.sleeping(10, "spin").withState('R').withTicks(6, 8, 100))
            .put(ProcessFixture.sleeping(20, "threads").withState('R').withThreads(3))
            .put(ProcessFixture.sleeping(30, "disk").withState('D'))
            .put(ProcessFixture.sleeping(40, "gone").withState('Z').with(1, 0, 0));
  }

  @Test
  void countsEveryThread() {
    assertThat(new OwnTasks(proc.procFs()).count())
        .isEqualTo(new OwnTasks.Count(new OwnTasks.Sums(5, 7, 40, 40 * 4096, 6, 8), 4, 1));
  }

  @Test
  void leavesOutTheThreadThatCounts() {
    proc.link("thread-self", "20/task/21");

    assertThat(new OwnTasks(proc.procFs()).count().running()).isEqualTo(3);
  }

  @Test
  void theSamplerTurnsThemIntoALoad() {
    LoadSampler sampler = new LoadSampler(proc.procFs());

    assertThat(sampler.average()).isEqualTo(LoadAverage.ZERO);
    sampler.sample();

    assertThat(sampler.average()).isEqualTo(LoadAverage.ZERO.next(5));
  }

  @Test
  void aBusyThreadOfTheRunningMachineIsSeen() throws InterruptedException {
    AtomicBoolean go = new AtomicBoolean(true);
    Thread busy =
        Thread.ofPlatform()
            .start(() -> {
              while (go.get()) {
                Thread.onSpinWait();
              }
            });
    try {
      OwnTasks.Count count = new OwnTasks(new ProcFs(Path.of("/proc"))).count();

      assertThat(count.running()).isPositive();
      assertThat(count.sums().tasks()).isGreaterThan(count.sums().processes());
    } finally {
      go.set(false);
      busy.join();
    }
  }
}
