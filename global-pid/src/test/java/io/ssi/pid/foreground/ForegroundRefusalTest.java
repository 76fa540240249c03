package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.StreamName;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.ForegroundRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the agents of a caller on node 1 and of a program on node 2 do not do for them. */
@Timeout(60)
class ForegroundRefusalTest {
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
    starter = new ForegroundStarter(network.streams(one.id), one.registry, 1);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private ForegroundRun start() {
    return starter.start(
        two.id, new ForegroundRequest(TestNode.request("cat"), Optional.empty(), true));
  }

  private Optional<ForegroundRun> attach(ForegroundRun before) {
    return starter.attach(before.application(), Caller.ROOT, "root on node1", "later");
  }

  @Test
  void anAgentServesNoMoreCallersThanItCan() {
    ForegroundRun first = start();
    assertThatThrownBy(() -> start())
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("ask another one with --on");
    assertThatThrownBy(() -> attach(first))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("ask another one with --on");
    assertThat(two.registry.all()).as("what was refused was not started").hasSize(1);
    first.close();
    first.close();

    // However often it was closed, it was one place.
    try (ForegroundRun second = start()) {
      assertThatThrownBy(() -> start()).isInstanceOf(StartFailedException.class);
      assertThat(second.application().host()).isEqualTo(two.id);
    }
  }

  @Test
  void nobodyAttachesToWhatTheClusterHasForgotten() throws IOException {
    ForegroundRun first = start();
    first.send(new RunMessage.CallerGone());
    two.keeper(first.application())
        .programSide(StreamName.STDOUT)
        .orElseThrow()
        .write("not for whoever has its number next".getBytes(StandardCharsets.UTF_8));
    ApplicationId id = first.application().id();
    // Or the end could still be told to the first.
    Path log = two.files.output(id.firstContainer());
    await().untilAsserted(() -> assertThat(log).isNotEmptyFile());
    two.keeper(first.application()).endProgram(WaitStatus.exited(3));
    await().until(() -> two.registry.get(id).phase() == ApplicationPhase.ENDED);

    server.changed(id, Optional.empty());

    first.close();
    assertThat(attach(first)).isEmpty();
  }
}
