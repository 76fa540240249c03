package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.ImageProcess;
import io.ssi.linux.criu.image.TaskState;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.syscall.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class CriuIT {
  private static final CriuLimits LIMITS =
      new CriuLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  private static final int FIRST_PID = 100;

  @TempDir Path scratch;
  TestContainer source;
  TestContainer target;
  Counter counter;
  Path images;

  @BeforeEach
  void start() throws IOException {
    source = TestContainer.start(scratch, FIRST_PID);
    target = TestContainer.start(scratch, 20000);
    images = Files.createDirectory(scratch.resolve("images"));
    counter = Counter.at(scratch.resolve("counter"));
  }

  @AfterEach
  void end() {
    source.close();
    target.close();
  }

  @Test
  void tellsItsVersionAndFeatures() {
    Criu criu = driver(source);

    assertThat(criu.version()).isGreaterThanOrEqualTo(new CriuVersion(4, 0, 0));
    assertThat(criu.features()).isNotNull();
  }

  @Test
  void frozenWhileHeldAndRunsOnAfterResume() {
    try (ChildProcess program = counter.start(source)) {
      try (HeldDump dump = driver(source).dump(DumpRequest.of(counter.pid(), images))) {
        assertThat(dump.isHeld()).isTrue();
        counter.requireStandstill();

        dump.resume();

        assertThat(dump.isHeld()).isFalse();
      }
      counter.awaitBeyond(counter.read().count() + 20);
      assertThat(program.pidFd().hasEnded()).isFalse();
    }
  }

  @Test
  void runsOnAfterTheCheckpointThatWasToLeaveItRunning() {
    try (ChildProcess program = counter.start(source)) {
      driver(source).dump(DumpRequest.of(counter.pid(), images).withLeaveRunning()).finish();

      counter.awaitBeyond(counter.read().count() + 20);
      assertThat(program.pidFd().hasEnded()).isFalse();
      assertThat(images.resolve("stats-dump")).exists();
    }
  }

  @Test
  void keepsPidAndCountWhenItMoves() {
    ChildProcess program = counter.start(source);
    InsidePid pid = counter.pid();
    // A killed process cannot be reaped before its tracer has let it go, so the dump is closed
    // first.
    try (program;
        HeldDump dump = driver(source).dump(DumpRequest.of(pid, images));
        HeldRestore restore = driver(target).restore(RestoreRequest.of(images))) {
      Counter.Reading frozen = counter.read();
      assertThat(restore.root()).isEqualTo(pid);
      assertThat(restore.isHeld()).isTrue();
      counter.requireStandstill();

      program.pidFd().sendSignal(Signal.KILL);
      assertThat(program.pidFd().awaitExit(Duration.ofSeconds(5))).isTrue();
      assertThat(dump.isHeld()).isTrue();
      assertThat(restore.release()).isEqualTo(pid);
      dump.finish();

      counter.awaitBeyond(frozen.count() + 20);
      assertThat(counter.pid()).isEqualTo(pid);
      program.await();
      assertThat(source.processes()).isZero();
    }
  }

  @Test
  void movesAProgramWithManyThreads() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] server = {java, "-XX:-UsePerfData", "-m", "jdk.httpserver", "-b", "127.0.0.1"};
    try (ChildProcess program = source.run(Map.of(), server)) {
      Path tasks = Path.of("/proc/" + program.pid() + "/task");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count(tasks) > 12);
      InsidePid pid = new InsidePid(FIRST_PID);
      driver(source).dump(DumpRequest.of(pid, images)).finish();
      program.await();

      ImageProcess process = CheckpointImages.read(images).process(pid).orElseThrow();
      assertThat(process.task().threads()).hasSizeGreaterThan(12).contains(pid);
      assertThat(process.core().state()).isEqualTo(TaskState.ALIVE);

      assertThat(driver(target).restore(RestoreRequest.of(images)).release()).isEqualTo(pid);
      assertThat(target.processes()).isEqualTo(1);
    }
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }

  @Test
  void leavesNothingWhenARestoreIsAbandonedAndCanBeTriedAgain() {
    try (ChildProcess program = counter.start(source)) {
      driver(source).dump(DumpRequest.of(counter.pid(), images)).finish();
      assertThat(program.await().signal()).hasValue(Signal.KILL);
      Counter.Reading frozen = counter.read();

      driver(target).restore(RestoreRequest.of(images)).close();

      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> target.processes() == 0);
      assertThat(counter.read()).isEqualTo(frozen);
      driver(target).restore(RestoreRequest.of(images)).release();
      counter.awaitBeyond(frozen.count());
    }
  }

  @Test
  void originalRunsOnWhenTheWorkerOfAHeldDumpDies() {
    try (ChildProcess program = counter.start(source)) {
      KillableWorkers workers = new KillableWorkers(source.workers());
      try (HeldDump dump = driver(workers).dump(DumpRequest.of(counter.pid(), images))) {
        long frozen = counter.read().count();

        workers.kill();

        counter.awaitBeyond(frozen + 20);
        assertThat(dump.isHeld()).isFalse();
        assertThatExceptionOfType(CriuOutcomeUnknownException.class).isThrownBy(dump::finish);
      }
      assertThat(program.pidFd().hasEnded()).isFalse();
    }
  }

  @Test
  void outcomeIsUnknownWhenTheWorkerOfAHeldRestoreDies() {
    try (ChildProcess program = counter.start(source)) {
      driver(source).dump(DumpRequest.of(counter.pid(), images)).finish();
      program.await();
      KillableWorkers workers = new KillableWorkers(target.workers());
      HeldRestore restore = driver(workers).restore(RestoreRequest.of(images));
      workers.kill();

      assertThatExceptionOfType(CriuOutcomeUnknownException.class)
          .isThrownBy(restore::abandon)
          .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNKNOWN));
      counter.requireStandstill();
    }
  }

  @Test
  void saysWhichProcessDoesNotExist() {
    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> driver(source).dump(DumpRequest.of(new InsidePid(4711), images)))
        .satisfies(e -> {
          assertThat(e.outcome()).isEqualTo(CriuOutcome.UNDONE);
          assertThat(e.problems().getFirst().kind()).isEqualTo(CriuProblem.Kind.PROCESS_GONE);
          assertThat(e).hasMessageContaining("process 4711 does not exist");
        });
  }

  @Test
  void saysWhichFileIsMissingAtTheRestore() throws IOException {
    try (ChildProcess program = counter.start(source)) {
      driver(source).dump(DumpRequest.of(counter.pid(), images)).finish();
      program.await();
    }
    Files.delete(scratch.resolve("counter"));

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> driver(target).restore(RestoreRequest.of(images)))
        .satisfies(e -> {
          CriuProblem problem = e.problems().getFirst();
          assertThat(problem.kind()).isEqualTo(CriuProblem.Kind.FILE_MISSING);
          assertThat(problem.subject()).isEqualTo(scratch.resolve("counter").toString());
        });
    // What CRIU killed is counted until it is reaped.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(target.processes()).isZero());
  }

  @Test
  void aDumpThatTakesTooLongIsEndedAndTheOriginalRunsOn() {
    CriuLimits hasty = LIMITS.withHold(Duration.ofMillis(1));
    try (ChildProcess program = counter.start(source)) {
      Criu criu = new Criu(source.workers(), hasty, System::nanoTime);

      assertThatExceptionOfType(CriuTimeoutException.class)
          .isThrownBy(() -> criu.dump(DumpRequest.of(counter.pid(), images)))
          .withMessageContaining("1 ms")
          .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNDONE));

      counter.awaitBeyond(counter.read().count() + 20);
      assertThat(program.pidFd().hasEnded()).isFalse();
      assertThat(source.processes()).isEqualTo(1);
    }
  }

  private Criu driver(TestContainer container) {
    return driver(container.workers());
  }

  private Criu driver(CriuWorkers workers) {
    return new Criu(workers, LIMITS, System::nanoTime);
  }
}
