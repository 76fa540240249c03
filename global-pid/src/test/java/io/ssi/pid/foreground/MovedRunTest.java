package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Pipe;
import io.ssi.linux.syscall.PipeEnd;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.RunState;
import io.ssi.pid.wire.RunWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller on node 1; a program that is held on node 2, and stays there or comes to node 3. */
@Timeout(60)
class MovedRunTest {
  /** What a pipe takes that nobody has asked for more: pipe(7). */
  private static final int PIPE = 64 << 10;

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private TestNode one;
  private TestNode two;
  private TestNode three;
  private ForegroundServer second;
  private ForegroundServer third;
  private ForegroundRun run;
  private Application application;

  @BeforeEach
  void threeNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    three = new TestNode(3, network, directory);
    second = new ForegroundServer(two.host::start, two.journals, Thread.ofVirtual().factory());
    second.serve(network.streams(two.id));
    third = new ForegroundServer(three.host::start, three.journals, Thread.ofVirtual().factory());
    third.serve(network.streams(three.id));
    run =
        new ForegroundStarter(network.streams(one.id), one.registry)
            .start(two.id, new ForegroundRequest(TestNode.request("cat"), Optional.empty(), false));
    application = one.registry.get(run.application().id());
  }

  @AfterEach
  void close() {
    run.close();
    one.close();
    two.close();
    three.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Descriptor program(StreamName stream) {
    return two.keeper(application).programSide(stream).orElseThrow().duplicate();
  }

  private static void data(ForegroundRun run, String text) {
    run.send(new RunMessage.Data(RunStream.INPUT, bytes(text)));
  }

  private String take() throws IOException {
    RunMessage.Data data = (RunMessage.Data) run.receive();
    run.send(new RunMessage.Room(data.stream(), data.bytes().length));
    return new String(data.bytes(), StandardCharsets.UTF_8);
  }

  /** Ends of new pipes that a program on node 3 would have. */
  private record Arrived(Pipe input, Pipe output) {}

  private void hold() {
    await().untilAsserted(() -> assertThat(second.hold(application.id())).isEmpty());
  }

  /** What a move does, without CRIU. */
  private Arrived move() {
    record(ApplicationPhase.MIGRATING, two);
    hold();
    Arrived arrived = new Arrived(Pipe.open(), Pipe.open());
    try (Descriptor in = program(StreamName.STDIN);
        Descriptor out = program(StreamName.STDOUT)) {
      arrived.input().writer().write(PipeEnd.content(in));
      arrived.output().writer().write(PipeEnd.content(out));
    }
    byte[] state = second.state(application.id());
    Keeper keeper = three.host.prepareForRestore(one.registry.get(application.id()));
    keeper.expect(new InsidePid(application.programPid().orElseThrow()));
    keeper.adopt(StreamName.STDIN, arrived.input().writer());
    keeper.adopt(StreamName.STDOUT, arrived.output().reader());
    third.arrive(three.host.inForeground(application).orElseThrow(), state);
    second.gone(application.id());
    record(ApplicationPhase.RUNNING, three);
    return arrived;
  }

  private void record(ApplicationPhase phase, TestNode host) {
    one.registry.change(
        application.id(),
        now -> {
          ApplicationChange change = now.change().phase(phase, "");
          if (!now.host().equals(host.id)) {
            change.arrivedAt(host.id, now.startedAt());
          }
          return change.done();
        });
  }

  @Test
  void whatIsUnderWayGoesAlong() throws IOException {
    Descriptor in = program(StreamName.STDIN);
    Descriptor out = program(StreamName.STDOUT);
    data(run, "read,unread");
    assertThat(in.read(new byte[5])).isEqualTo(5);
    out.write(bytes("taken,"));
    assertThat(take()).isEqualTo("taken,");
    out.write(bytes("sent,"));
    RunMessage.Data sent = (RunMessage.Data) run.receive();
    assertThat(sent.bytes()).isEqualTo(bytes("sent,"));

    Arrived there = move();
    data(run, ",later");
    run.send(new RunMessage.End(RunStream.INPUT));
    there.output().writer().write(bytes("new"));

    assertThat(take()).isEqualTo("new");
    assertThat(run.node()).isEqualTo(three.id);
    there.input().writer().close();
    assertThat(
            new String(there.input().reader().inputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("unread,later");
  }

  @Test
  void whatWasSentAndHasNotComeIsSentAgain() throws IOException {
    Descriptor out = program(StreamName.STDOUT);
    for (int i = 0; i < 2; i++) {
      out.write(new byte[PIPE]);
    }
    // The caller has not looked at any of it.
    Arrived there = move();
    there.output().writer().close();
    int received = 0;
    while (received < 2 * PIPE) {
      received += take().length();
    }
    assertThat(received).isEqualTo(2 * PIPE);
  }

  @Test
  void signalsComeOnce() throws IOException {
    run.send(new RunMessage.Signalled(Signal.USR1.number()));
    await().until(() -> two.keeper(application).signals().size() == 1);
    hold();
    run.send(new RunMessage.Signalled(Signal.USR2.number()));
    second.let(application.id());
    program(StreamName.STDOUT).write(bytes("back"));

    assertThat(take()).isEqualTo("back");
    await()
        .untilAsserted(() ->
            assertThat(two.keeper(application).signals())
                .containsExactly(Signal.USR1, Signal.USR2));
  }

  @Test
  void aRunThatIsHeldAgainAndAgainLosesNothing() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    byte[] all = new byte[8 << 20];
    new Random(seed).nextBytes(all);
    Descriptor in = program(StreamName.STDIN);
    Descriptor out = program(StreamName.STDOUT);
    AtomicBoolean over = new AtomicBoolean();
    Thread cat =
        Thread.ofPlatform()
            .start(() -> {
              byte[] buffer = new byte[5000];
              for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
              }
              out.close();
              two.keeper(application).endProgram(WaitStatus.exited(0));
            });
    CompletableFuture<Integer> holds = holdAgainAndAgain(over);
    Allowance room = new Allowance(0);
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              for (int at = 0; at < all.length; ) {
                int most = Math.min(Math.min(room.await(), 30_000), all.length - at);
                room.take(most);
                byte[] piece = java.util.Arrays.copyOfRange(all, at, at + most);
                run.send(new RunMessage.Data(RunStream.INPUT, piece));
                at += most;
              }
              run.send(new RunMessage.End(RunStream.INPUT));
            });
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    RunMessage message = run.receive();
    for (; !(message instanceof RunMessage.Ended); message = run.receive()) {
      if (message instanceof RunMessage.Data(RunStream stream, byte[] bytes)) {
        back.writeBytes(bytes);
        run.send(new RunMessage.Room(stream, bytes.length));
      } else if (message instanceof RunMessage.Room(RunStream _, int bytes)) {
        room.add(bytes);
      }
    }
    over.set(true);
    cat.join();
    sender.join();

    assertThat(back.toByteArray()).isEqualTo(all);
    assertThat(holds.get()).as("how often it was held").isGreaterThan(3);
  }

  private CompletableFuture<Integer> holdAgainAndAgain(AtomicBoolean over) {
    return CompletableFuture.supplyAsync(() -> {
      int count = 0;
      while (!over.get()) {
        if (second.hold(application.id()).isEmpty()) {
          second.state(application.id());
          second.let(application.id());
          count++;
          // Or nobody would ever come to take it up again.
          LockSupport.parkNanos(5_000_000);
        }
      }
      return count;
    });
  }

  @Test
  void whoeverIsNotTheCallerIsRefused() {
    hold();
    assertThatThrownBy(() ->
            new ForegroundStarter(network.streams(one.id), one.registry)
                .attach(application, io.ssi.pid.Caller.ROOT, "somebody", "other"))
        .hasMessageContaining("being moved");
  }

  @Test
  void whatItWritesLastIsNotLostWhenItEndsWhileItIsHeld() throws IOException {
    hold();
    Descriptor out = program(StreamName.STDOUT);
    out.write(bytes("last"));
    out.close();
    two.keeper(application).endProgram(WaitStatus.exited(2));
    await().until(() -> !one.registry.get(application.id()).phase().isLive());
    second.let(application.id());

    assertThat(take()).isEqualTo("last");
  }

  @Test
  void aStateIsTheSameAfterItWasWritten() {
    RunState state =
        new RunState(
            "token",
            "caller",
            io.ssi.pid.message.Leaving.END_INPUT,
            3,
            new RunState.Input(bytes("pending"), 1L << 40, 1L << 39, true, false),
            new RunState.Output(bytes("untaken"), 77, bytes("unsent"), false),
            new RunState.Output(new byte[0], 5, new byte[0], true));

    assertThat(RunWire.state(RunWire.encode(state))).usingRecursiveComparison().isEqualTo(state);
  }
}
