package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerAttachmentTest {
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
  void aNewAgentGoesOnWithTheContainersOfTheOldOne() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    assertThat(one.host.attachAll()).isEmpty();
    one.keeper(app).endProgram(WaitStatus.exited(7));

    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(7));
  }

  @Test
  void aNewAgentRecordsWhatEndedWhileThereWasNone() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    one.keeper(app).endProgram(WaitStatus.exited(7));
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    one.host.attachAll();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.ENDED);
    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(7));
  }

  @Test
  void aNewAgentBringsBackTheRecordsWhenAllAgentsWereGone() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    InMemoryNetwork later = new InMemoryNetwork();
    one = new TestNode(1, later, directory, one.containers);

    one.host.attachAll();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(one.registry.get(app.id()).root()).isEqualTo(app.root());
    assertThat(one.host.modeOf(app.id().firstContainer())).contains(ContainerMode.HOSTED);
  }

  @Test
  void aNewAgentSaysOfWhatItDoesNotFindThatItIsLost() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    one.keeper(app).end(WaitStatus.killed(Signal.KILL));
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    one.host.attachAll();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(one.registry.get(app.id()).reason()).contains("container was gone");
  }

  @Test
  void aNodeThatWasTakenForGoneHasItsApplicationsBack() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    two.registry.change(
        app.id(), old -> old.change().phase(ApplicationPhase.LOST, "node 1 is gone").done());
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    one.host.attachAll();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(one.registry.get(app.id()).stays()).hasSize(1);
  }

  @Test
  void aContainerWhoseApplicationWasRestartedElsewhereGoes() {
    Application app = one.host.start(TestNode.request("sleep", "60"));
    one.close();
    two.registry.change(
        app.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.LOST, "node 1 is gone")
                .arrivedAt(two.id, Applications.NOON)
                .done());
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    one.host.attachAll();

    assertThat(one.keeper(app).hasEnded()).isTrue();
    assertThat(one.registry.get(app.id()).host()).isEqualTo(two.id);
  }
}
