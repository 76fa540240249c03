package io.ssi.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixListener;
import io.ssi.membership.NodeState;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.VerbCatalog;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.testing.FakeApplications.Written;
import io.ssi.tools.testing.FakeCluster;
import io.ssi.tools.verb.ErrorTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
  @TempDir Path directory;

  private final FakeCluster cluster = new FakeCluster();
  private final List<AutoCloseable> open = new ArrayList<>();
  private ControlServer server;
  private Path path;

  @BeforeEach
  void start() {
    path = directory.resolve("node1.sock");
    cluster.nodes.node(1, NodeState.ONLINE, "");
    server = start(new ControlConfig(path, "node1", 4, 2, Duration.ofMillis(200)));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    server.close();
  }

  private ControlServer start(ControlConfig config) {
    return ControlServer.start(
        config,
        new VerbRunner(new VerbCatalog(), new ErrorTable()),
        cluster.services(),
        new ControlServer.Threads(
            Thread.ofVirtual().factory(), Thread.ofPlatform().daemon().factory()),
        System::nanoTime);
  }

  private ScriptedClient client() {
    ScriptedClient client = new ScriptedClient(path);
    open.add(client);
    return client;
  }

  @Test
  void greetsRunsAVerbAndTellsItsStatus() {
    ScriptedClient client = client();
    ByteBuffer hello = client.frame().orElseThrow();
    assertThat(hello.getShort()).isEqualTo((short) 2);
    assertThat(hello.getInt()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(hello.getInt()).isEqualTo(5);

    client.send(
        ScriptedClient.request(
            List.of(
                "node".getBytes(StandardCharsets.UTF_8), "status".getBytes(StandardCharsets.UTF_8)),
            List.of()));

    assertThat(ScriptedClient.text(client.out)).startsWith("NODE  ID STATE").contains("node1");
    assertThat(ScriptedClient.text(client.err)).isEmpty();
    assertThat(client.status()).isZero();
    assertThat(client.frame()).isEmpty();
  }

  @Test
  void everybodyMayConnect() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void anInterruptCancelsTheVerb() {
    ScriptedClient client = client();
    client.ask("wait 17");

    client.signal(2);

    assertThat(client.status()).isEqualTo(130);
    assertThat(ScriptedClient.text(client.err)).isEqualTo("ssi: interrupted: it runs on\n");
  }

  @Test
  void theEndOfTheClientCancelsTheVerb() throws Exception {
    for (int i = 0; i < 6; i++) {
      // There is room for two verbs only: without the cancellation the third would be refused for
      // ever, with it only until the one before has ended.
      await().atMost(Duration.ofSeconds(10)).untilAsserted(this::asksAndGoesAway);
    }
  }

  private void asksAndGoesAway() throws Exception {
    try (ScriptedClient client = new ScriptedClient(path)) {
      client.ask("wait 17");
      client.socket.close();
      assertThat(ScriptedClient.text(client.err)).doesNotContain("already runs");
    }
  }

  @Test
  void aVerbTooManyIsRefusedInOneLine() throws Exception {
    client().ask("wait 17");
    client().ask("wait 17");
    assertThat(cluster.processes.waiting.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    ScriptedClient third = client();
    third.ask("version");

    assertThat(third.status()).isEqualTo(1);
    assertThat(ScriptedClient.text(third.err))
        .isEqualTo(
            "ssi: the agent of node1 already runs 2 verbs; try again, or ask another with --on\n");
  }

  @Test
  void anOutputThatNobodyReadsDoesNotHoldAnInterruptedVerb() {
    cluster.applications.log.add(new Written(1, "x".repeat(1 << 20)));
    ScriptedClient client = client();
    client.ask("logs 17");
    // The pipe takes 64 KiB; the verb waits for room from its first byte on that it lacks.
    assertThat(client.out.reader().awaitReadable(ScriptedClient.LIMIT)).isTrue();

    for (int i = 0; i < 200 && !client.socket.awaitReadable(Duration.ofMillis(50)); i++) {
      client.signalIfThere(15);
    }

    assertThat(client.status()).isEqualTo(128 + 13);
  }

  @Test
  void aSignalBeforeTheRequestIsNoRequest() {
    ScriptedClient client = client();
    client.frame();
    client.signal(2);

    assertThat(client.frame()).isEmpty();
  }

  @Test
  void aClientThatSaysNothingIsLeft() {
    ScriptedClient client = client();
    client.frame();

    assertThat(client.frame()).isEmpty();
  }

  @Test
  void whatIsNoRequestIsLeft() {
    byte[] huge = ByteBuffer.allocate(5).putInt(1 << 30).put((byte) 'R').array();
    byte[] unknown = ScriptedClient.frame('?', new byte[4]);
    byte[] cut = ScriptedClient.frame('R', new byte[7]);
    for (byte[] bytes : List.of(huge, unknown, cut)) {
      ScriptedClient client = client();
      client.frame();
      client.send(bytes);
      assertThat(client.frame()).isEmpty();
      client.close();
    }
    ScriptedClient client = client();
    client.frame();
    client.socket.send(ScriptedClient.request(List.of(new byte[] {'p', 's'}), List.of()));
    assertThat(client.frame()).as("a request without streams").isEmpty();
  }

  @Test
  void anArgumentThatIsNotTextIsRefused() {
    ScriptedClient client = client();
    client.frame();

    client.send(ScriptedClient.request(List.of(new byte[] {'p', 's', (byte) 0xff}), List.of()));

    assertThat(client.status()).isEqualTo(2);
    assertThat(ScriptedClient.text(client.err)).startsWith("ssi: an argument is not UTF-8");
  }

  @Test
  void variablesThatAreNotTextAreNamed() {
    ControlRequest request =
        ControlRequest.decode(
            ByteBuffer.wrap(
                    ScriptedClient.request(
                        List.of(new byte[] {'p', 's'}),
                        List.of(
                            new byte[] {'A', '=', (byte) 0xff},
                            "B=ü=2".getBytes(StandardCharsets.UTF_8),
                            "nonsense".getBytes(StandardCharsets.UTF_8))))
                .position(5)
                .slice());

    assertThat(request.environment()).isEqualTo(Map.of("B", "ü=2"));
    assertThat(request.unreadable()).containsExactly("A");
    assertThat(request.umask()).isEqualTo(022);
    assertThat(request.nice()).isEqualTo(7);
    assertThat(request.limits().getFirst().hard()).isEqualTo(-1);
    assertThat(request.directory()).isEqualTo(Path.of("/tmp"));
  }

  @Test
  void streamsAndSignalsOfAProgramInTheForegroundArePassedOn() {
    cluster.applications.echoes = true;
    cluster.applications.end = new ProcessEnd.Killed(15);
    ScriptedClient client = client();
    client.ask("run -t -- cat");
    assertThat(client.frame().orElseThrow().get())
        .as("attached, with a terminal")
        .isEqualTo((byte) 1);
    byte[] bytes = new byte[1 + RunMessage.MOST_DATA];

    client.socket.send(ScriptedClient.frame('D', bytes));
    client.signal(2);

    assertThat(client.frame().orElseThrow().remaining()).isEqualTo(bytes.length);
    assertThat(client.frame().orElseThrow().getInt()).isEqualTo(2);
    client.socket.send(ScriptedClient.frame('E', new byte[1]));
    assertThat(client.status()).isEqualTo(128 + 15);
  }

  @Test
  void programsInTheForegroundLeaveTheirPlaceToVerbs() {
    cluster.applications.echoes = true;
    for (int i = 0; i < 3; i++) {
      ScriptedClient client = client();
      client.ask("run -- cat");
      assertThat(client.frame()).as("attached").isPresent();
    }
    ScriptedClient other = client();
    other.ask("version");
    assertThat(other.status()).isZero();
  }

  @Test
  void streamsOfNoProgramAreLeft() {
    for (byte[] frame :
        List.of(
            ScriptedClient.frame('D', new byte[2]),
            ScriptedClient.frame('P', new byte[0]),
            ScriptedClient.frame('X', new byte[5]))) {
      ScriptedClient client = client();
      client.ask("wait 17");
      client.socket.send(frame);
      await().atMost(Duration.ofSeconds(10)).until(() -> client.frame().isEmpty());
      client.close();
    }
  }

  @Test
  void takesThePlaceOfADeadAgentButNotOfALivingOne() {
    assertThatThrownBy(() -> start(ControlConfig.of(path, "node1")))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("another agent does");

    Path stale = directory.resolve("node2.sock");
    UnixListener.listen(stale, SocketType.STREAM, 1).close();
    assertThat(stale).exists();
    open.add(start(ControlConfig.of(stale, "node2")));
    try (ScriptedClient client = new ScriptedClient(stale)) {
      assertThat(client.frame()).isPresent();
    }
  }

  @Test
  void stoppingCancelsWhatRunsAndRemovesTheSocket() throws Exception {
    ScriptedClient client = client();
    client.ask("wait 17");
    assertThat(cluster.processes.waiting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    server.close();

    assertThat(client.status()).isEqualTo(1);
    assertThat(ScriptedClient.text(client.err))
        .isEqualTo("ssi: the agent is being stopped: it runs on\n");
    assertThat(path).doesNotExist();
    assertThatThrownBy(() -> new ScriptedClient(path))
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
  }
}
