package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.Errno;
import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PidFd;
import io.ssi.linux.syscall.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real keeper, as built for the module. */
@Requires({Need.ROOT, Need.NAMESPACES})
class LocalContainersIT extends KeeperContract {
  private static final int NUMBER = 31_999;
  private static final Path PROGRAM =
      Path.of(System.getProperty("ssi.project.root"), "linux-host/target/native/ssi-keeper");

  @TempDir private Path directory;
  private LocalContainers containers;
  private Keeper keeper;

  @BeforeEach
  void launch() {
    containers =
        new LocalContainers(PROGRAM, directory.resolve("run"), Thread.ofVirtual().factory());
    keeper = containers.launch(LaunchRequest.of(NUMBER));
  }

  @AfterEach
  void dismiss() {
    keeper.close();
    containers
        .attach(NUMBER)
        .ifPresent(again -> {
          again.dismiss(true);
          again.close();
        });
  }

  @Override
  Keeper keeper() {
    return keeper;
  }

  @Override
  ProgramSpec program() {
    return shell("read code; exit $code");
  }

  @Override
  void endProgram(StartedProgram program, int code) {
    write(program.streams(), code + "\n");
  }

  @Test
  void aKeeperOutlivesItsAgentAndTheNextGoesOn() throws Exception {
    keeper.start(shell("echo first; read line; echo got $line; exit 5")).close();
    keeper.close();
    assertThatThrownBy(() -> keeper.state()).isInstanceOf(IllegalStateException.class);

    assertThat(containers.found()).containsExactly(NUMBER);
    keeper = containers.attach(NUMBER).orElseThrow();
    KeeperState state = keeper.subscribe(events::add);
    Map<StreamName, Descriptor> streams = keeper.streams();

    assertThat(state.phase()).isEqualTo(ContainerPhase.RUNNING);
    write(streams, "again\n");
    assertThat(next())
        .isEqualTo(
            new KeeperEvent.ChildEnded(
                ChildRole.PROGRAM, state.program().orElseThrow(), WaitStatus.exited(5)));
    keeper.closeStream(StreamName.STDOUT);
    assertThat(readAll(stream(streams, StreamName.STDOUT))).isEqualTo("first\ngot again\n");
    streams.values().forEach(Descriptor::close);
  }

  @Test
  void aProgramIsAsItWasAskedFor() throws Exception {
    ProgramSpec spec =
        shell("id -u; id -g; id -G; pwd; echo $COLOUR; umask; ulimit -n; nice; echo $$")
            .withEnvironment(Map.of("COLOUR", "blue", "PATH", "/usr/bin:/bin"))
            .as(new Credentials(65534, 12, List.of(20, 21)))
            .in(Path.of("/usr"))
            .withUmask(027)
            .withNice(3)
            .withLimits(List.of(new ResourceLimit(ResourceLimit.Resource.NOFILE, 77, 88)));

    try (StartedProgram started = keeper.start(spec)) {
      keeper.closeStream(StreamName.STDOUT);
      assertThat(readAll(stream(started.streams(), StreamName.STDOUT)).lines())
          .containsExactly("65534", "12", "12 20 21", "/usr", "blue", "0027", "77", "3", "3");
    }
  }

  @Test
  void aProgramThatIsNotThereIsAnExecError() {
    assertThatThrownBy(() -> keeper.start(ProgramSpec.of(List.of("/no/such/program"))))
        .asInstanceOf(type(KeeperRefusedException.class))
        .satisfies(refusal -> assertThat(refusal.operation()).isEqualTo("exec"))
        .extracting(KeeperRefusedException::errno)
        .isEqualTo(Errno.ENOENT);
    assertThat(keeper.state().phase()).isEqualTo(ContainerPhase.EMPTY);
  }

  @Test
  void aTerminalIsResizedAndItsKeysAreSignals() throws Exception {
    ProgramSpec spec =
        ProgramSpec.of(List.of("/bin/sh", "-c", "trap 'stty size; exit 9' INT; echo; read line"))
            .withEnvironment(Map.of("PATH", "/usr/bin:/bin"))
            .withStreams(ProgramStreams.terminal(24, 80));
    keeper.subscribe(events::add);
    try (StartedProgram started = keeper.start(spec)) {
      Descriptor terminal = stream(started.streams(), StreamName.PTY);
      assertThat(terminal.read(new byte[10])).isPositive();

      keeper.resizeTerminal(30, 100);
      terminal.write(new byte[] {3});

      assertThat(next())
          .isEqualTo(
              new KeeperEvent.ChildEnded(
                  ChildRole.PROGRAM, started.program(), WaitStatus.exited(9)));
      byte[] shown = new byte[100];
      int length = terminal.read(shown);
      assertThat(new String(shown, 0, length, StandardCharsets.UTF_8)).contains("30 100");
    }
  }

  @Test
  void aWorkerGetsItsDescriptorsAndLog() throws Exception {
    keeper.subscribe(events::add);
    keeper.moveCursor(20_000);
    Path log = directory.resolve("log");
    try (Pipe pipe = Pipe.open()) {
      WorkerSpec spec =
          WorkerSpec.of(
                  List.of("/bin/sh", "-c", "echo $$ >&3; echo noted; exit 4"),
                  List.of(pipe.writer()))
              .loggingTo(log);

      InsidePid worker = keeper.startWorker(spec);

      pipe.writer().close();
      assertThat(worker.value()).isBetween(20_001, 20_010);
      assertThat(readAll(pipe.reader())).isEqualTo(worker + "\n");
      KeeperEvent.ChildEnded ended =
          new KeeperEvent.ChildEnded(ChildRole.WORKER, worker, WaitStatus.exited(4));
      assertThat(next()).isEqualTo(ended);
      assertThat(keeper.child(worker).orElseThrow().ended()).isTrue();
      assertThat(Files.readString(log)).isEqualTo("noted\n");
    }
  }

  @Test
  void itsProcessesAreFoundUnderBothNumbers() {
    StartedProgram started = keeper.start(shell("sleep 60; true"));
    started.close();
    ContainerProcesses processes = new ContainerProcesses(new ProcFs(Path.of("/proc")));

    List<ContainerProcess> found = processes.list(keeper.localPid());

    assertThat(found.getFirst())
        .isEqualTo(new ContainerProcess(new InsidePid(1), keeper.localPid()));
    assertThat(found)
        .extracting(ContainerProcess::inside)
        .contains(started.reaper(), started.program());
    assertThat(processes.find(keeper.localPid(), new InsidePid(30_000))).isEmpty();
    keeper.killAll(Duration.ofSeconds(10));
    assertThat(processes.list(keeper.localPid())).hasSize(1);
  }

  @Test
  void aNumberIsLaunchedOnce() {
    assertThatThrownBy(() -> containers.launch(LaunchRequest.of(NUMBER)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("container " + NUMBER);
    assertThat(keeper.state().phase()).isEqualTo(ContainerPhase.EMPTY);
    assertThat(containers.attach(1)).isEmpty();
  }

  @Test
  void aKilledKeeperIsToldAndGone() throws Exception {
    keeper.subscribe(events::add);
    try (PidFd pidFd = PidFd.open(keeper.localPid()).orElseThrow()) {
      assertThat(pidFd.sendSignal(Signal.KILL)).isTrue();
    }

    assertThat(next()).isInstanceOf(KeeperEvent.KeeperEnded.class);
    assertThatThrownBy(() -> keeper.state()).isInstanceOf(KeeperGoneException.class);
    assertThat(containers.found()).containsExactly(NUMBER);
    assertThat(containers.attach(NUMBER)).isEmpty();
    keeper.close();
    keeper = containers.launch(LaunchRequest.of(NUMBER));
    assertThat(keeper.state().phase()).isEqualTo(ContainerPhase.EMPTY);
  }

  @Test
  void onlyTheSocketOfAKilledKeeperIsForgotten() {
    assertThat(containers.forget(NUMBER)).isFalse();
    try (PidFd pidFd = PidFd.open(keeper.localPid()).orElseThrow()) {
      pidFd.sendSignal(Signal.KILL);
      pidFd.awaitExit(Duration.ofSeconds(10));
    }

    assertThat(containers.forget(NUMBER)).isTrue();
    assertThat(containers.found()).isEmpty();
    assertThat(containers.forget(NUMBER)).isFalse();
  }

  @Test
  void aFrozenProgramStandsStillUntilItIsThawed() {
    ControlGroup group =
        ControlGroups.detect(Path.of("/proc"))
            .top()
            .child("ssi-test-keeper-" + ProcessHandle.current().pid());
    group.create();
    Path freezer =
        group.directories().stream().filter(LocalContainersIT::freezes).findFirst().orElseThrow();
    LaunchRequest request = new LaunchRequest(NUMBER - 1, List.of(freezer));
    try (Keeper freezing = containers.launch(request);
        StartedProgram started = freezing.start(shell("while read line; do echo $line; done"))) {
      Descriptor output = stream(started.streams(), StreamName.STDOUT);

      freezing.freeze(Duration.ofSeconds(10));
      write(started.streams(), "x\n");
      assertThat(freezing.state().freezer()).isEqualTo(FreezerState.FROZEN);
      assertThat(output.awaitReadable(Duration.ofMillis(100))).isFalse();

      freezing.thaw(Duration.ofSeconds(10));
      assertThat(output.awaitReadable(Duration.ofSeconds(10))).isTrue();
      assertThat(freezing.state().freezer()).isEqualTo(FreezerState.THAWED);
    } finally {
      containers.attach(NUMBER - 1).ifPresent(LocalContainersIT::end);
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> isRemoved(group));
    }
  }

  @Test
  void aLauncherThatIsMissingIsNamed() {
    LocalContainers none =
        new LocalContainers(Path.of("/no/keeper"), directory, Thread.ofVirtual().factory());

    assertThatThrownBy(() -> none.launch(LaunchRequest.of(1)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("/no/keeper");
  }

  private static void end(Keeper again) {
    again.dismiss(true);
    again.close();
  }

  private static boolean freezes(Path cgroup) {
    return Files.exists(cgroup.resolve("cgroup.freeze"))
        || Files.exists(cgroup.resolve("freezer.state"));
  }

  private static boolean isRemoved(ControlGroup group) {
    group.remove();
    return !group.exists();
  }

  private static ProgramSpec shell(String script) {
    return ProgramSpec.of(List.of("/bin/sh", "-c", script))
        .withEnvironment(Map.of("PATH", "/usr/bin:/bin"))
        .withStreams(ProgramStreams.pipes());
  }

  private static void write(Map<StreamName, Descriptor> streams, String text) {
    stream(streams, StreamName.STDIN).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Descriptor stream(Map<StreamName, Descriptor> streams, StreamName name) {
    return Objects.requireNonNull(streams.get(name), name::name);
  }

  private static String readAll(Descriptor descriptor) throws IOException {
    return new String(descriptor.inputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
