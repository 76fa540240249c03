package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.MigrationNote;
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

class ContainerHostTest {
  private static final InsidePid PROGRAM = new InsidePid(3);

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
  void recordsHowTheProgramEndedAndTakesTheContainerDown() {
    Application app = one.host.start(TestNode.request("false"));

    one.keeper(app).endProgram(WaitStatus.exited(1));

    Application ended = two.registry.get(app.id());
    assertThat(ended.phase()).isEqualTo(ApplicationPhase.ENDED);
    assertThat(ended.exit()).contains(WaitStatus.exited(1));
    assertThat(ended.endedAt()).contains(Applications.NOON);
    assertThat(one.keeper(app).hasEnded()).isTrue();
    assertThat(one.host.keeperOf(app.id().firstContainer())).isEmpty();
  }

  @Test
  void aKilledKeeperIsTheEndOfItsApplication() {
    Application app = one.host.start(TestNode.request("sleep", "60"));

    one.keeper(app).end(WaitStatus.killed(Signal.KILL));

    Application ended = one.registry.get(app.id());
    assertThat(ended.phase()).isEqualTo(ApplicationPhase.ENDED);
    assertThat(ended.exit()).isEmpty();
    assertThat(ended.reason()).contains("keeper was killed");
  }

  @Test
  void remembersAnEndUntilItCanBeRecorded() {
    Application app = one.host.start(TestNode.request("false"));
    network.partition(List.of(List.of(one.id), List.of(two.id)));

    one.keeper(app).endProgram(WaitStatus.exited(1));
    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(one.keeper(app).hasEnded()).isFalse();
    network.merge();

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> one.registry.get(app.id()).exit().equals(Optional.of(WaitStatus.exited(1))));
  }

  @Test
  void takesAContainerAwayWithoutMistakingItsEndForTheProgramsEnd() throws IOException {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    Files.writeString(one.files.output(number), "written on node 1\n");
    migrating(app, "HELD");

    FakeKeeper target = restore(app);
    one.host.expectDeparture(number);
    one.keeper(app).killAll(Duration.ofSeconds(1));
    Application moved =
        two.host.adoptRestored(
            number, List.of(new CarriedProcess(3, Applications.NOON, Duration.ofSeconds(5))));
    one.host.dissolve(number);

    assertThat(moved.phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(moved.host()).isEqualTo(two.id);
    assertThat(moved.exit()).isEmpty();
    assertThat(moved.migration()).isEmpty();
    assertThat(moved.stays()).extracting(Stay::node).containsExactly(one.id, two.id);
    assertThat(moved.root()).isEqualTo(app.root());
    assertThat(one.registry.get(app.id())).isEqualTo(moved);
    assertThat(one.keeper(app).hasEnded()).isTrue();
    assertThat(one.files.find(number, 0).orElseThrow().isFinished()).isTrue();

    target.endProgram(WaitStatus.exited(0));
    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(0));
    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.ENDED);
  }

  @Test
  void earlierOutputFollowsTheApplicationInTheBackground() throws IOException {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    Files.writeString(one.files.output(number), "written on node 1\n");
    migrating(app, "HELD");
    restore(app);
    one.host.expectDeparture(number);
    two.host.adoptRestored(number, List.of());
    one.host.dissolve(number);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> two.files.find(number, 0).isPresent());

    assertThat(two.files.find(number, 0).orElseThrow().file()).hasContent("written on node 1\n");
  }

  @Test
  void aMoveThatItsSourceRecordsIsTakenChargeOf() throws IOException {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    Files.writeString(one.files.output(number), "written on node 1\n");
    migrating(app, "HELD");
    FakeKeeper target = restore(app);

    committed(app);
    one.keeper(app).killAll(Duration.ofSeconds(1));
    two.host.takeCharge(number);

    // The end of the original is seen before anybody dissolves it, and means nothing.
    assertThat(one.registry.get(app.id()).exit()).isEmpty();
    assertThat(one.keeper(app).hasEnded()).isFalse();
    assertThat(one.host.isListed(number)).isFalse();
    assertThat(two.host.isListed(number)).isTrue();
    one.host.dissolve(number);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> two.files.find(number, 0).isPresent());

    two.later.remove().run();
    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.RUNNING);
    target.endProgram(WaitStatus.exited(0));
    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(0));
  }

  @Test
  void whatAMigrationForgetsToDissolveGoesByItself() {
    Application app = one.host.start(TestNode.request("work"));
    migrating(app, "HELD");
    committed(app);
    one.keeper(app).killAll(Duration.ofSeconds(1));
    assertThat(one.keeper(app).hasEnded()).isFalse();

    one.later.remove().run();

    assertThat(one.keeper(app).hasEnded()).isTrue();
    assertThat(one.files.find(app.id().firstContainer(), 0).orElseThrow().isFinished()).isTrue();
  }

  @Test
  void adoptingTwiceChangesNothing() {
    Application app = one.host.start(TestNode.request("work"));
    migrating(app, "HELD");
    restore(app);

    Application first = two.host.adoptRestored(app.id().firstContainer(), List.of());
    Application second = two.host.adoptRestored(app.id().firstContainer(), List.of());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void whatEndedDuringADepartureThatWasCancelledEndedByItself() {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    one.host.expectDeparture(number);
    one.keeper(app).endProgram(WaitStatus.exited(4));
    assertThat(one.registry.get(app.id()).exit()).isEmpty();

    one.host.cancelDeparture(number);

    assertThat(one.registry.get(app.id()).exit()).contains(WaitStatus.exited(4));
  }

  @Test
  void anAbandonedTargetLeavesNothingAndTheOriginalRunsOn() {
    Application app = one.host.start(TestNode.request("work"));
    Application moving = migrating(app, "RESERVED");
    Keeper target = two.host.prepareForRestore(moving);

    two.host.abandon(app.id().firstContainer());

    assertThat(((FakeKeeper) target).hasEnded()).isTrue();
    assertThat(two.files.find(app.id().firstContainer(), 1)).isEmpty();
    assertThat(one.keeper(app).state().phase()).isEqualTo(ContainerPhase.RUNNING);
  }

  @Test
  void aRestoreThatFailsEndsNoApplication() {
    Application app = one.host.start(TestNode.request("work"));
    Application moving = migrating(app, "HELD");
    FakeKeeper target = (FakeKeeper) two.host.prepareForRestore(moving);

    target.end(WaitStatus.killed(Signal.KILL));

    assertThat(one.registry.get(app.id())).isEqualTo(moving);
  }

  @Test
  void comingBackToANodeBeginsANewSegmentThere() throws IOException {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    Files.writeString(one.files.output(number), "first\n");
    move(app, one, two);
    Application there = two.registry.get(app.id());
    Files.writeString(two.files.output(number), "second\n");
    move(there, two, one);
    Files.writeString(one.files.output(number), "third\n");

    assertThat(one.files.find(number, 0).orElseThrow().file()).hasContent("first\n");
    assertThat(one.files.find(number, 2).orElseThrow().file()).hasContent("third\n");
    assertThat(one.registry.get(app.id()).stays()).hasSize(3);
  }

  @Test
  void departingContainersAreListedUntilTheApplicationIsElsewhere() {
    Application app = one.host.start(TestNode.request("work"));
    ContainerNumber number = app.id().firstContainer();
    migrating(app, "HELD");
    assertThat(one.host.isListed(number)).isTrue();
    restore(app);
    assertThat(two.host.isListed(number)).isFalse();
    one.host.expectDeparture(number);
    assertThat(one.host.isListed(number)).isTrue();

    two.host.adoptRestored(number, List.of());

    assertThat(one.host.isListed(number)).isFalse();
    assertThat(two.host.isListed(number)).isTrue();
  }

  @Test
  void dropsTheFilesOfWhatIsForgotten() {
    Application app = one.host.start(TestNode.request("true"));
    one.keeper(app).endProgram(WaitStatus.exited(0));
    assertThat(one.files.all()).containsExactly(app.id().firstContainer());

    two.registry.forget(app.id());

    assertThat(one.files.all()).isEmpty();
  }

  private void move(Application app, TestNode from, TestNode to) {
    ContainerNumber number = app.id().firstContainer();
    Application moving =
        from.registry.change(
            app.id(), old -> old.change().phase(ApplicationPhase.MIGRATING, "").done());
    FakeKeeper target = (FakeKeeper) to.host.prepareForRestore(moving);
    fill(target);
    from.host.expectDeparture(number);
    to.host.adoptRestored(number, List.of());
    from.host.dissolve(number);
  }

  private Application migrating(Application app, String phase) {
    return one.registry.change(
        app.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.MIGRATING, "")
                .migration(new MigrationNote(new NodeId(2), phase))
                .done());
  }

  private void committed(Application app) {
    one.registry.change(
        app.id(),
        old ->
            old.change()
                .arrivedAt(two.id, Applications.NOON)
                .migration(new MigrationNote(two.id, "COMMITTED"))
                .done());
  }

  private FakeKeeper restore(Application app) {
    FakeKeeper target = (FakeKeeper) two.host.prepareForRestore(one.registry.get(app.id()));
    fill(target);
    return target;
  }

  private static void fill(FakeKeeper target) {
    target.expect(PROGRAM);
    target.endWorker(
        target.startWorker(WorkerSpec.of(List.of("/bin/criu"), List.of())), WaitStatus.exited(0));
  }
}
