package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.LaunchRequest;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StreamSpec;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.Stay;
import io.ssi.pid.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationStartTest {
  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private TestNode one;
  private TestNode two;

  @BeforeEach
  void twoNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void startsAProgramWhoseOutputGoesToItsLog() {
    Application app = one.host.start(TestNode.request("sleep", "60"));

    Path output = one.files.output(new ContainerNumber(app.id().value()));
    assertThat(app.phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(app.name()).isEqualTo("sleep");
    assertThat(app.root()).contains(GlobalPid.parse("1.3"));
    assertThat(app.stays()).containsExactly(new Stay(one.id, Applications.NOON));
    assertThat(one.keeper(app).programs().getFirst().streams().stdout())
        .isEqualTo(new StreamSpec.OfFile(output));
    assertThat(output).isEmptyFile();
    assertThat(two.registry.find(app.id())).contains(app);
  }

  @Test
  void leavesNothingOfAStartThatFailed() throws IOException {
    // A container with the next number is in use, so that no other can be launched.
    one.containers.launch(LaunchRequest.of(1));

    assertThatThrownBy(() -> one.host.start(TestNode.request("sleep")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("Starting 'sleep' on node 1 failed");
    assertThat(one.registry.all()).isEmpty();
    assertThat(one.files.all()).isEmpty();
    try (var left = Files.list(directory.resolve("node1"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aStartThatFailsWhileNothingCanBeWrittenIsForgottenLater() {
    one.containers.launch(LaunchRequest.of(1));
    // The majority is lost between the registration and its undoing.
    one.registry.listen((id, now) -> network.partition(List.of(List.of(one.id), List.of(two.id))));

    assertThatThrownBy(() -> one.host.start(TestNode.request("sleep")))
        .isInstanceOf(StartFailedException.class);
    assertThat(one.registry.all()).hasSize(1);
    network.merge();

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          network.merge();
          return one.registry.all().isEmpty();
        });
  }

  @Test
  void startsNothingInAMinority() {
    network.partition(List.of(List.of(one.id), List.of(two.id)));

    assertThatThrownBy(() -> one.host.start(TestNode.request("sleep")))
        .isInstanceOf(NoQuorumException.class);
    assertThat(one.containers.found()).allMatch(number -> one.containers.keeper(number).hasEnded());
    assertThat(one.files.currentSegment(new ContainerNumber(1))).isEmpty();
  }

  @Test
  void aProgramOfACallerGoesOnUntilItCanBeRecordedThatItRuns() {
    // The majority is lost between the registration and the record of the start.
    one.registry.listen((id, now) -> network.partition(List.of(List.of(one.id), List.of(two.id))));

    Application app;
    try (AttachedProgram program =
        one.host.start(TestNode.request("cat"), ProgramStreams.pipes())) {
      app = program.application();
    }

    assertThat(one.keeper(app).hasEnded()).isFalse();
    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.STARTING);
    network.merge();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          network.merge();
          return one.registry.get(app.id()).phase() == ApplicationPhase.RUNNING;
        });
    one.keeper(app).endProgram(WaitStatus.exited(3));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          network.merge();
          return one.registry.get(app.id()).exit().equals(Optional.of(WaitStatus.exited(3)));
        });
  }
}
