package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.container.testing.FakeContainers;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.TestNode;
import io.ssi.pid.registry.NewApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    one = new TestNode(1, network, directory, new FakeContainers(true));
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

  @Test
  void aMoveThatWasDecidedAndNotDoneIsLeftToMigrationWithTheRightLog() {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    moving(app, "HELD");
    two.host.prepareForRestore(one.registry.get(app.id()));
    Application decided = committed(app);
    two.close();
    network.crash(two.id);
    two = new TestNode(2, network, directory, two.containers);

    assertThat(two.host.attachAll()).containsExactly(number);
    two.host.prepareForRestore(decided);

    assertThat(two.files.find(number, 1)).isPresent();
    assertThat(two.registry.get(app.id())).isEqualTo(decided);
  }

  @Test
  void aCopyThatWasLetGoWhenItsAgentDiedIsTheApplication() {
    Application decided = decidedAndBuilt(true);

    assertThat(two.host.attachAll()).isEmpty();

    assertThat(two.keeper(decided).hasEnded()).isFalse();
    assertThat(two.registry.get(decided.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    two.keeper(decided).endProgram(WaitStatus.exited(4));
    assertThat(one.registry.get(decided.id()).exit()).contains(WaitStatus.exited(4));
  }

  @Test
  void aCopyThatCriuStillBuildsWithoutAnAgentIsNot() {
    Application decided = decidedAndBuilt(false);

    assertThat(two.host.attachAll()).containsExactly(decided.id().firstContainer());

    assertThat(two.keeper(decided).hasEnded()).isTrue();
    assertThat(two.registry.get(decided.id())).isEqualTo(decided);
  }

  /** It is decided that an application lives on the second node. */
  private Application committed(Application app) {
    return one.registry.change(
        app.id(),
        old ->
            old.change()
                .arrivedAt(two.id, Applications.NOON)
                .migration(new MigrationNote(two.id, "COMMITTED"))
                .done());
  }

  /** On the second node, whose agent has died, and another has not looked yet. */
  private Application decidedAndBuilt(boolean workerHasEnded) {
    Application app = one.host.start(TestNode.request("work"));
    moving(app, "HELD");
    two.host.prepareForRestore(one.registry.get(app.id()));
    two.keeper(app).expect(new InsidePid(3));
    InsidePid criu =
        two.keeper(app).startWorker(WorkerSpec.of(List.of("/usr/sbin/criu"), List.of()));
    two.keeper(app).built();
    Application decided = committed(app);
    two.close();
    if (workerHasEnded) {
      two.keeper(app).endWorker(criu, WaitStatus.exited(1));
    }
    network.crash(two.id);
    two = new TestNode(2, network, directory, two.containers);
    return decided;
  }

  @Test
  void aMoveWhoseSourceAgentDiedIsGivenUpAndTheOriginalRunsOn() {
    Application app = one.host.start(TestNode.request("work"));
    moving(app, "HELD");
    // As the source does right before it decides.
    one.keeper(app).freeze(Duration.ofSeconds(1));
    one.close();
    network.crash(one.id);
    one = new TestNode(1, network, directory, one.containers);

    assertThat(one.host.attachAll()).isEmpty();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    await()
        .untilAsserted(
            () -> assertThat(one.keeper(app).state().freezer()).isEqualTo(FreezerState.THAWED));
    assertThat(one.registry.get(app.id()).migration()).isEmpty();
    one.keeper(app).endProgram(WaitStatus.exited(2));
    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(2));
  }

  @Test
  void aRestartWhoseAgentDiedIsLostAsBefore() {
    Application app = one.host.start(TestNode.request("work"));
    two.registry.change(
        app.id(), old -> old.change().phase(ApplicationPhase.LOST, "node 1 is gone").done());
    Application restarting =
        two.registry.change(
            app.id(),
            old -> old.change().nextAttempt(two.id).phase(ApplicationPhase.RESTARTING, "").done());
    two.host.prepareForRestore(restarting);
    two.close();
    network.crash(two.id);
    two = new TestNode(2, network, directory, two.containers);

    assertThat(two.host.attachAll()).isEmpty();

    assertThat(two.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(two.keeper(app).hasEnded()).isTrue();
    assertThat(two.files.find(app.id().firstContainer(), 1)).isEmpty();
  }

  @Test
  void joiningAgainLeavesAloneWhatIsUnderWay() {
    one.host.attachAll();
    Application app = one.host.start(TestNode.request("work"));
    one.registry.change(
        app.id(), old -> old.change().phase(ApplicationPhase.CHECKPOINTING, "").done());
    Application starting =
        one.registry.register(new NewApplication("x", app.owner(), List.of("x"), one.id));

    assertThat(one.host.attachAll()).isEmpty();

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.CHECKPOINTING);
    assertThat(one.registry.find(starting.id())).contains(starting);
  }

  @Test
  void anAgentThatWasTakenForDeadHasItsApplicationsBackWhenItJoinsAgain() {
    one.host.attachAll();
    Application stays = one.host.start(TestNode.request("stays"));
    Application gone = one.host.start(TestNode.request("gone"));
    two.registry.change(
        stays.id(), old -> old.change().phase(ApplicationPhase.LOST, "node 1 is gone").done());
    two.registry.change(
        gone.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.LOST, "node 1 is gone")
                .arrivedAt(two.id, Applications.NOON)
                .done());

    one.host.attachAll();

    assertThat(one.registry.get(stays.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(one.keeper(stays).hasEnded()).isFalse();
    assertThat(one.keeper(gone).hasEnded()).isTrue();
    assertThat(one.registry.get(gone.id()).host()).isEqualTo(two.id);
  }

  private void moving(Application app, String phase) {
    one.registry.change(
        app.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.MIGRATING, "")
                .migration(new MigrationNote(two.id, phase))
                .done());
  }
}
