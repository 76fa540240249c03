package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.Signal;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.TestNode;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.message.ForegroundRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller on node 1, a program on node 2 whose ends of its pipes the test holds. */
@Timeout(60)
class ForegroundTest {
  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private TestNode one;
  private TestNode two;
  private ForegroundServer server;
  private ForegroundStarter starter;

  @BeforeEach
  void twoNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    server = new ForegroundServer(two.host::start, two.journals, Thread.ofVirtual().factory());
    server.serve(network.streams(two.id));
    starter = new ForegroundStarter(network.streams(one.id), one.registry);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private ForegroundRun start(boolean detachWhenLeft) {
    return starter.start(
        two.id, new ForegroundRequest(TestNode.request("cat"), Optional.empty(), detachWhenLeft));
  }

  private FakeKeeper keeper(ForegroundRun run) {
    return two.keeper(run.application());
  }

  private Descriptor program(ForegroundRun run, StreamName stream) {
    // A copy, as a descendant has one: the end of the program closes its own.
    return keeper(run).programSide(stream).orElseThrow().duplicate();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path log(ForegroundRun run) {
    return two.files.output(run.application().id().firstContainer());
  }

  /** All that comes on standard output until the end, room being given for it. */
  private static String untilEnded(ForegroundRun run, WaitStatus status) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      switch (run.receive()) {
        case RunMessage.Data(RunStream stream, byte[] bytes) -> {
          assertThat(stream).isEqualTo(RunStream.OUTPUT);
          out.writeBytes(bytes);
          run.send(new RunMessage.Room(stream, bytes.length));
        }
        case RunMessage.Ended(WaitStatus how) -> {
          assertThat(how).isEqualTo(status);
          return out.toString(StandardCharsets.UTF_8);
        }
        case RunMessage.End _, RunMessage.Room _, RunMessage.Closed _ -> {}
        case RunMessage other -> throw new AssertionError(other);
      }
    }
  }

  @Test
  void bytesGoBothWaysAndTheEndComesLast() throws IOException {
    try (ForegroundRun run = start(false)) {
      Descriptor in = program(run, StreamName.STDIN);
      run.send(new RunMessage.Data(RunStream.INPUT, bytes("to it")));
      run.send(new RunMessage.End(RunStream.INPUT));
      byte[] buffer = new byte[100];
      assertThat(in.read(buffer)).isEqualTo(5);
      assertThat(in.read(buffer)).as("half-close").isEqualTo(-1);

      program(run, StreamName.STDOUT).write(bytes("from it"));
      keeper(run).endProgram(WaitStatus.exited(3));

      assertThat(untilEnded(run, WaitStatus.exited(3))).isEqualTo("from it");
    }
  }

  @Test
  void aCallerThatTakesNothingHoldsTheProgramUp() throws IOException {
    try (ForegroundRun run = start(false)) {
      Descriptor out = program(run, StreamName.STDOUT);
      AtomicLong written = new AtomicLong();
      Thread program =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 1024; i++) {
                  out.write(new byte[4096]);
                  written.addAndGet(4096);
                }
                keeper(run).endProgram(WaitStatus.exited(0));
              });
      int taken = 0;
      while (taken < RunMessage.WINDOW) {
        taken += ((RunMessage.Data) run.receive()).bytes().length;
      }
      assertThat(taken).isEqualTo(RunMessage.WINDOW);
      int pipe = 1 << 16;
      await()
          .during(Duration.ofMillis(300))
          .until(() -> program.isAlive() && written.get() <= RunMessage.WINDOW + pipe);

      run.send(new RunMessage.Room(RunStream.OUTPUT, taken));
      assertThat(untilEnded(run, WaitStatus.exited(0))).hasSize(1024 * 4096 - taken);
    }
  }

  @Test
  void aCallerThatDoesNotKeepToItsRoomIsLeft() throws IOException {
    try (ForegroundRun run = start(false)) {
      byte[] much = new byte[RunMessage.MOST_DATA];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  run.send(new RunMessage.Data(RunStream.INPUT, much));
                }
                untilEnded(run, WaitStatus.exited(0));
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aProgramWhoseReaderIsGoneIsToldSo() throws IOException {
    try (ForegroundRun run = start(false)) {
      Descriptor out = program(run, StreamName.STDOUT);
      run.send(new RunMessage.Closed(RunStream.OUTPUT));

      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> out.write(bytes("x")))
                  .isInstanceOf(SystemCallException.class)
                  .hasMessageContaining("EPIPE"));
      keeper(run).endProgram(WaitStatus.killed(Signal.PIPE));
      assertThat(untilEnded(run, WaitStatus.killed(Signal.PIPE))).isEmpty();
    }
  }

  @Test
  void aCallerWhoseProgramReadsNoMoreIsToldSo() throws IOException {
    try (ForegroundRun run = start(false)) {
      keeper(run).programSide(StreamName.STDIN).orElseThrow().close();
      run.send(new RunMessage.Data(RunStream.INPUT, bytes("x")));

      assertThat(run.receive()).isEqualTo(new RunMessage.Closed(RunStream.INPUT));
    }
  }

  @Test
  void signalsReachTheProgram() throws IOException {
    try (ForegroundRun run = start(false)) {
      run.send(new RunMessage.Signalled(Signal.USR1.number()));
      run.send(new RunMessage.Signalled(Signal.TSTP.number()));
      run.send(new RunMessage.Signalled(Signal.CONT.number()));
      run.send(new RunMessage.Signalled(Signal.INT.number()));

      assertThat(untilEnded(run, WaitStatus.killed(Signal.INT))).isEmpty();
      assertThat(keeper(run).signals())
          .containsExactly(Signal.USR1, Signal.STOP, Signal.CONT, Signal.INT);
    }
  }

  @Test
  void aProgramIsHungUpWhenItsCallerIsGone() throws IOException {
    try (ForegroundRun run = start(false)) {
      FakeKeeper keeper = keeper(run);
      run.send(new RunMessage.CallerGone());

      await().until(() -> keeper.signals().contains(Signal.HUP));
    }
  }

  @Test
  void aProgramThatIsToBeLeftGoesOnWithItsLog() throws IOException {
    try (ForegroundRun run = start(true)) {
      Descriptor out = program(run, StreamName.STDOUT);
      Descriptor in = program(run, StreamName.STDIN);
      run.send(new RunMessage.CallerGone());
      assertThat(in.read(new byte[1])).as("the end of its input").isEqualTo(-1);
      out.write(bytes("later"));

      await().untilAsserted(() -> assertThat(log(run)).hasContent("later"));
      assertThat(keeper(run).signals()).isEmpty();
    }
  }

  @Test
  void aProgramWhoseCallerIsLostGoesOnWithItsLog() throws IOException {
    FakeKeeper keeper;
    try (ForegroundRun run = start(false)) {
      keeper = keeper(run);
    }
    keeper.programSide(StreamName.STDOUT).orElseThrow().write(bytes("later"));

    Path log = two.files.output(two.registry.all().getFirst().id().firstContainer());
    await().untilAsserted(() -> assertThat(log).hasContent("later"));
    assertThat(keeper.signals()).isEmpty();
  }

  @Test
  void whatItsCallerHasNotTakenGoesToTheLogFirst() throws IOException {
    try (ForegroundRun run = start(true)) {
      Descriptor out = program(run, StreamName.STDOUT);
      out.write(bytes("taken,"));
      assertThat(run.receive()).isInstanceOf(RunMessage.Data.class);
      out.write(bytes("sent,"));
      assertThat(run.receive()).isInstanceOf(RunMessage.Data.class);
      run.send(new RunMessage.Room(RunStream.OUTPUT, "taken,".length()));
      run.send(new RunMessage.CallerGone());
      out.write(bytes("later"));

      await().untilAsserted(() -> assertThat(log(run)).hasContent("sent,later"));
    }
  }

  @Test
  void whoAttachesGetsWhatCameBetweenAndThenTheRest() throws IOException {
    ForegroundRun first = start(true);
    Descriptor out = program(first, StreamName.STDOUT);
    out.write(bytes("taken,"));
    assertThat(first.receive()).isInstanceOf(RunMessage.Data.class);
    first.send(new RunMessage.Room(RunStream.OUTPUT, "taken,".length()));
    first.send(new RunMessage.Detached());
    out.write(bytes("between,"));
    await().untilAsserted(() -> assertThat(log(first)).hasContent("between,"));

    try (ForegroundRun second = attach(first)) {
      assertThatThrownBy(() -> attach(first))
          .isInstanceOf(NotPermittedException.class)
          .hasMessageContaining("root on node1 has it");
      second.send(new RunMessage.Data(RunStream.INPUT, bytes("to it")));
      assertThat(program(first, StreamName.STDIN).read(new byte[10])).isEqualTo(5);
      out.write(bytes("live"));
      keeper(first).endProgram(WaitStatus.exited(3));
      assertThat(untilEnded(second, WaitStatus.exited(3))).isEqualTo("between,live");
    }
  }

  @Test
  void whoAttachesAfterTheEndGetsTheRestOnce() throws IOException {
    ForegroundRun first = start(true);
    Descriptor out = program(first, StreamName.STDOUT);
    first.send(new RunMessage.CallerGone());
    out.write(bytes("rest"));
    // Or the end could still be told to the first.
    await().untilAsserted(() -> assertThat(log(first)).hasContent("rest"));
    out.close();
    keeper(first).endProgram(WaitStatus.exited(3));
    ApplicationId id = first.application().id();
    await().until(() -> two.registry.get(id).phase() == ApplicationPhase.ENDED);
    server.changed(id, Optional.of(two.registry.get(id)));

    try (ForegroundRun second = attach(first)) {
      assertThat(untilEnded(second, WaitStatus.exited(3))).isEqualTo("rest");
    }
    await()
        .until(() ->
            starter
                .attach(first.application(), Caller.ROOT, "root on node1", "again")
                .map(again -> {
                  again.close();
                  return again;
                })
                .isEmpty());
  }

  private ForegroundRun attach(ForegroundRun before) {
    return starter
        .attach(before.application(), Caller.ROOT, "root on node1", "later")
        .orElseThrow();
  }

  @Test
  void aNewAgentTakesWhatIsWrittenIntoTheLogBeforeItRecordsTheEnd() {
    AttachedProgram program = two.host.start(TestNode.request("cat"), ProgramStreams.pipes());
    program.close();
    FakeKeeper keeper = two.keeper(program.application());
    Descriptor out = keeper.programSide(StreamName.STDOUT).orElseThrow().duplicate();
    out.write(bytes("while there was none,"));
    two.close();
    network.crash(two.id);
    two = new TestNode(2, network, directory, two.containers);
    server = new ForegroundServer(two.host::start, two.journals, Thread.ofVirtual().factory());
    two.host.inForeground(server::takeBack);

    two.host.attachAll();
    // More than a pipe holds: somebody must take it.
    String much = "x".repeat(1 << 20);
    out.write(bytes(much));
    out.close();
    keeper.endProgram(WaitStatus.exited(3));

    await().until(() -> two.registry.get(program.application().id()).exit().isPresent());
    assertThat(program.log()).hasContent("while there was none," + much);
  }

  @Test
  void whatADescendantWritesAfterTheEndGoesToTheLog() throws IOException {
    Descriptor out;
    try (ForegroundRun run = start(false)) {
      out = program(run, StreamName.STDOUT);
      out.write(bytes("before"));
      keeper(run).endProgram(WaitStatus.exited(0));
      assertThat(untilEnded(run, WaitStatus.exited(0))).isEqualTo("before");
    }
    out.write(bytes("after"));

    Path log = two.files.output(two.registry.all().getFirst().id().firstContainer());
    await().untilAsserted(() -> assertThat(log).hasContent("after"));
  }

  @Test
  void aStartThatFailsIsToldWithTheStatusOfAShell() {
    ForegroundRequest request =
        new ForegroundRequest(TestNode.request("cat"), Optional.empty(), false);
    try (TestNode three = new TestNode(3, network, directory)) {
      new ForegroundServer(
              (start, streams) -> {
                throw new StartFailedException(127, "no such program");
              },
              three.journals,
              Thread.ofVirtual().factory())
          .serve(network.streams(three.id));

      assertThatThrownBy(() -> starter.start(three.id, request))
          .isInstanceOfSatisfying(
              StartFailedException.class, e -> assertThat(e.exitStatus()).isEqualTo(127))
          .hasMessage("no such program");
    }
  }
}
