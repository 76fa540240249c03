package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.ContainerProcess;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.LaunchRequest;
import io.ssi.linux.container.LocalContainers;
import io.ssi.linux.container.ProgramSpec;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.SignalTarget;
import io.ssi.linux.container.StartedProgram;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.StreamSpec;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.ImageDescriptor;
import io.ssi.linux.criu.image.OpenFile;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From one real container into another, with real keepers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class KeeperWorkersIT {
  private static final Path KEEPER =
      Path.of(System.getProperty("ssi.project.root"), "linux-host/target/native/ssi-keeper");
  private static final Path PROBES = Path.of("/run/criu.kdat");
  private static final ContainerProcesses PROCESSES =
      new ContainerProcesses(new ProcFs(Path.of("/proc")));
  private static final int OUT_OF_THE_WAY = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path scratch;
  private Path images;
  private Keeper source;
  private Keeper target;
  private boolean probesWereThere;

  @BeforeEach
  void launch() throws IOException {
    probesWereThere = Files.exists(PROBES);
    images = Files.createDirectory(scratch.resolve("images"));
    LocalContainers containers =
        new LocalContainers(KEEPER, scratch.resolve("run"), Thread.ofVirtual().factory());
    source = containers.launch(LaunchRequest.of(31_997));
    target = containers.launch(LaunchRequest.of(31_998));
  }

  @AfterEach
  void dismiss() throws IOException {
    for (Keeper keeper : List.of(source, target)) {
      keeper.dismiss(true);
      keeper.close();
    }
    if (!probesWereThere) {
      Files.deleteIfExists(PROBES);
    }
  }

  @Test
  void theProgramRunsOnUnderTheOtherKeeperWhichLearnsItsEnd() {
    StartedProgram program = start(ProgramStreams.none(), "sleep 1000 & wait; exit 7");
    InsidePid sleeper = new InsidePid(program.program().value() + 1);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> source.signal(new SignalTarget.OneProcess(sleeper), Signal.CONT));

    HeldDump dump = driver(source).dump(DumpRequest.of(program.reaper(), images));
    expect(program.program());
    HeldRestore restore = driver(target).restore(RestoreRequest.of(images));
    commit(dump, restore);

    Awaitility.await().atMost(LIMIT).until(() -> source.state().phase() == ContainerPhase.ENDED);
    Awaitility.await().atMost(LIMIT).until(() -> target.state().phase() == ContainerPhase.RUNNING);
    assertThat(target.signal(new SignalTarget.OneProcess(sleeper), Signal.TERM)).isTrue();
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> target.state().status().equals(Optional.of(WaitStatus.exited(7))));
  }

  @Test
  void anAbandonedRestoreLeavesNothingInTheTargetAndTheSourceRunning() {
    StartedProgram program = start(ProgramStreams.none(), "sleep 1000 & wait");

    try (HeldDump dump = driver(source).dump(DumpRequest.of(program.reaper(), images))) {
      expect(program.program());
      driver(target).restore(RestoreRequest.of(images)).abandon();
      dump.resume();
    }

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(PROCESSES.list(target.localPid()))
                .extracting(ContainerProcess::inside)
                .containsExactly(new InsidePid(1)));
    assertThat(source.state().phase()).isEqualTo(ContainerPhase.RUNNING);
  }

  @Test
  void aPipeToOutsideIsReplaced() {
    StreamSpec nothing = new StreamSpec.Nothing();
    StartedProgram program =
        start(
            ProgramStreams.of(new StreamSpec.OfPipe(), new StreamSpec.OfPipe(), nothing),
            "while read line; do echo \"got $line\"; done; exit 3");
    Descriptor oldInput = stream(program, StreamName.STDIN);
    Descriptor oldOutput = stream(program, StreamName.STDOUT);
    writeLine(oldInput, "one");
    assertThat(readLine(oldOutput)).isEqualTo("got one");

    try (program;
        Pipe input = Pipe.open();
        Pipe output = Pipe.open()) {
      HeldDump dump = driver(source).dump(DumpRequest.of(program.reaper(), images));
      expect(program.program());
      HeldRestore restore =
          driver(target)
              .restore(
                  RestoreRequest.of(images)
                      .withInherited(InheritedFile.pipe(pipe(program, 0), input.reader()))
                      .withInherited(InheritedFile.pipe(pipe(program, 1), output.writer())));
      input.reader().close();
      output.writer().close();
      commit(dump, restore);

      writeLine(input.writer(), "two");
      assertThat(readLine(output.reader())).isEqualTo("got two");
      input.writer().close();
      Awaitility.await().atMost(LIMIT).until(() -> target.state().status().isPresent());
      assertThat(target.state().status()).contains(WaitStatus.exited(3));
    }
  }

  @Test
  void aTerminalGetsANewMaster() {
    StartedProgram program =
        start(
            ProgramStreams.terminal(33, 77),
            "stty -echo; echo ready; read line; echo \"got $line on $(stty size)\"; read line");
    try (program) {
      assertThat(readLine(stream(program, StreamName.PTY))).isEqualTo("ready");
      HeldDump dump = driver(source).dump(DumpRequest.of(program.reaper(), images).withTerminal());
      expect(program.program());
      HeldRestore restore = driver(target).restore(RestoreRequest.of(images).withTerminal());
      try (Descriptor master = restore.takeTerminal().orElseThrow()) {
        commit(dump, restore);

        writeLine(master, "typed");
        assertThat(readLine(master)).isEqualTo("got typed on 33 77");
      }
    }
  }

  private StartedProgram start(ProgramStreams streams, String script) {
    return source.start(
        ProgramSpec.of(List.of("/bin/sh", "-c", script))
            .withEnvironment(CriuCommand.ENVIRONMENT)
            .withStreams(streams));
  }

  private void expect(InsidePid program) {
    target.moveCursor(OUT_OF_THE_WAY);
    target.expect(program);
  }

  /** The order of a migration: what is killed while it is held has run nothing since its image. */
  private void commit(HeldDump dump, HeldRestore restore) {
    for (InsidePid process : CheckpointImages.numbers(images)) {
      source.signal(new SignalTarget.OneProcess(process), Signal.KILL);
    }
    assertThat(dump.isHeld()).isTrue();
    restore.release();
    dump.finish();
  }

  private static Criu driver(Keeper keeper) {
    CriuCommand command = CriuCommand.load(Need.cache());
    return new Criu(
        new KeeperWorkers(keeper, PROCESSES, command, List.of()),
        CriuLimits.standard(),
        System::nanoTime);
  }

  private long pipe(StartedProgram program, int number) {
    CheckpointImages all = CheckpointImages.read(images);
    ImageDescriptor descriptor =
        all.process(program.program()).orElseThrow().descriptors().stream()
            .filter(open -> open.number() == number)
            .findFirst()
            .orElseThrow();
    return ((OpenFile.Pipe) all.file(descriptor.file()).orElseThrow()).pipe();
  }

  private static Descriptor stream(StartedProgram program, StreamName name) {
    return Objects.requireNonNull(program.streams().get(name));
  }

  private static void writeLine(Descriptor out, String line) {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String readLine(Descriptor in) {
    StringBuilder line = new StringBuilder();
    byte[] one = new byte[1];
    while (in.awaitReadable(LIMIT) && in.read(one) == 1 && one[0] != '\n') {
      line.append((char) one[0]);
    }
    return line.toString().strip();
  }
}
