package io.ssi.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  private static final Duration REFRESH = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private ProcFixture proc;
  private final AtomicLong nanos = new AtomicLong();
  private ProcessTable table;

  @BeforeEach
  void emptyProc() {
    proc = new ProcFixture(directory);
    table = new ProcessTable(proc.procFs(), REFRESH, nanos::get);
  }

  @Test
  void listsProcessesByNumber() {
    proc.put(ProcessFixture.sleeping(30, "sh", "-c", "x"));
    proc.put(ProcessFixture.sleeping(4, "init").inNamespace(99, 1));

    List<ProcessSnapshot> snapshot = table.snapshot();

    assertThat(snapshot)
        .extracting(ProcessSnapshot::pid)
        .containsExactly(new LocalPid(4), new LocalPid(30));
    assertThat(snapshot.getFirst().identity().namespacePids()).containsExactly(4, 1);
    assertThat(snapshot.getFirst().identity().pidNamespace()).contains(99L);
    assertThat(snapshot.getLast().command()).isEqualTo("sh -c x");
  }

  @Test
  void freshFiguresComeWithEveryPass() {
    proc.put(ProcessFixture.sleeping(4, "a"));
    table.snapshot();
    proc.put(ProcessFixture.sleeping(4, "a").withTicks(50, 60, 100).withState('R'));

    StatFile stat = table.snapshot().getFirst().stat();

    assertThat(stat.userTicks()).isEqualTo(50);
    assertThat(stat.state()).isEqualTo(ProcessState.RUNNING);
  }

  @Test
  void seesAnExecAtOnce() {
    ProcessFixture before = ProcessFixture.sleeping(4, "a", "old");
    proc.put(before);
    table.snapshot();
    proc.put(before.afterExec("a", "new"));

    assertThat(table.snapshot().getFirst().command()).isEqualTo("a new");
  }

  @Test
  void seesThatANumberWasTakenByAnotherProcess() {
    proc.put(ProcessFixture.sleeping(4, "a", "first").inNamespace(50, 1));
    table.snapshot();
    proc.put(ProcessFixture.sleeping(4, "a", "second").withTicks(0, 0, 101).inNamespace(51, 1));

    ProcessSnapshot second = table.snapshot().getFirst();

    assertThat(second.command()).isEqualTo("a second");
    assertThat(second.identity().pidNamespace()).contains(51L);
  }

  @Test
  void seesARewrittenCommandLineWithinTheRefreshTime() {
    proc.put(ProcessFixture.sleeping(4, "nginx", "before"));
    table.snapshot();
    proc.file("4/cmdline", "nginx: idle\0");

    nanos.set(REFRESH.toNanos() - 1);
    assertThat(table.snapshot().getFirst().command()).isEqualTo("nginx before");
    nanos.set(REFRESH.toNanos());
    assertThat(table.snapshot().getFirst().command()).isEqualTo("nginx: idle");
  }

  @Test
  void leavesOutWhatHasEnded() {
    proc.put(ProcessFixture.sleeping(4, "a"));
    proc.put(ProcessFixture.sleeping(5, "b"));
    table.snapshot();
    proc.remove(4);

    assertThat(table.snapshot()).extracting(ProcessSnapshot::pid).containsExactly(new LocalPid(5));
  }

  @Test
  void readsTheRunningMachine() {
    ProcessTable real = new ProcessTable(new ProcFs(Path.of("/proc")), REFRESH, System::nanoTime);
    LocalPid self = new LocalPid((int) ProcessHandle.current().pid());

    assertThat(real.snapshot())
        .anySatisfy(process -> {
          assertThat(process.pid()).isEqualTo(self);
          assertThat(process.command()).contains("java");
          assertThat(process.identity().pidNamespace()).isPresent();
        });
  }
}
