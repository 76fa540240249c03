package io.ssi.pid.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.Caller;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalRouterTest {
  private static final GlobalPid WORK = GlobalPid.parse("1.3");
  private static final WorkerSpec CRIU = WorkerSpec.of(List.of("/usr/sbin/criu"), List.of());

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private ProcFixture procOne;
  private ProcFixture procTwo;
  private TestNode one;
  private TestNode two;
  private Application app;
  private SignalRouter router;

  @BeforeEach
  void anApplicationOnTheSecondOfTwoNodes() throws Exception {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    procOne = SignalledNode.serve(one, network, directory, sent);
    procTwo = SignalledNode.serve(two, network, directory, sent);
    app = two.host.start(TestNode.request("work"));
    SignalledNode.fill(procTwo);
    router = router(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void reachesAProcessOfAnApplicationWhereverItIs() {
    router.signal(WORK, Signal.TERM, Caller.ROOT);

    assertThat(sent).containsExactly("node 2: SIGTERM to 62");
  }

  @Test
  void reachesAProcessOfANode() {
    router.signal(GlobalPid.ofNode(one.id, 50), Signal.HUP, Caller.ROOT);

    assertThat(sent).containsExactly("node 1: SIGHUP to 50");
  }

  @Test
  void aUserMaySignalTheirOwnAndNothingElse() {
    router.signal(WORK, Signal.TERM, new Caller(1000));

    assertThat(sent).hasSize(1);
    assertThatThrownBy(() -> router.signal(WORK, Signal.TERM, new Caller(1001)))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("Operation not permitted (EPERM)");
    assertThatThrownBy(
            () -> router.signal(GlobalPid.ofNode(one.id, 50), Signal.TERM, new Caller(1000)))
        .isInstanceOf(NotPermittedException.class);
    assertThat(sent).hasSize(1);
  }

  @Test
  void nobodySignalsTheKeeperOrTheReaper() {
    for (String pid : List.of("1.1", "1.2")) {
      assertThatThrownBy(() -> router.signal(GlobalPid.parse(pid), Signal.KILL, Caller.ROOT))
          .isInstanceOf(NotPermittedException.class)
          .hasMessageContaining(pid.equals("1.1") ? "keeper" : "reaper");
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void saysWhenThereIsNoSuchProcess() {
    for (GlobalPid absent :
        List.of(GlobalPid.parse("1.99"), GlobalPid.parse("9.3"), GlobalPid.ofNode(one.id, 4711))) {
      assertThatThrownBy(() -> router.signal(absent, Signal.TERM, Caller.ROOT))
          .isInstanceOf(NoSuchGlobalProcessException.class)
          .hasMessageContaining("ESRCH");
    }
  }

  @Test
  void saysThatTheApplicationHasEnded() {
    two.keeper(app).endProgram(WaitStatus.exited(0));

    assertThatThrownBy(() -> router.signal(WORK, Signal.TERM, Caller.ROOT))
        .isInstanceOf(NoSuchGlobalProcessException.class)
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> router.signal(app.id(), Signal.TERM, Caller.ROOT))
        .isInstanceOf(NoSuchApplicationException.class);
  }

  @Test
  void saysThatTheNodeDoesNotAnswer() {
    network.crash(two.id);

    assertThatThrownBy(() -> router.signal(WORK, Signal.TERM, Caller.ROOT))
        .isInstanceOf(HostUnreachableException.class);
  }

  @Test
  void probesWithoutSignalling() {
    router.probe(WORK, new Caller(1000));

    assertThat(sent).isEmpty();
    assertThatThrownBy(() -> router.probe(GlobalPid.parse("1.99"), Caller.ROOT))
        .isInstanceOf(NoSuchGlobalProcessException.class);
  }

  @Test
  void signalsAWholeApplication() {
    router.signal(app.id(), Signal.USR1, Caller.ROOT);

    assertThat(two.keeper(app).signals()).containsExactly(Signal.USR1);
    assertThatThrownBy(() -> router.signal(app.id(), Signal.USR1, new Caller(1000)))
        .isInstanceOf(NotPermittedException.class);
  }

  @Test
  void signalsAGroupOfAContainerInOneStep() {
    procTwo.put(SignalledNode.member(63, 4, 1000));

    router.signalGroup(WORK, Signal.TERM, new Caller(1000));

    assertThat(two.keeper(app).signals()).containsExactly(Signal.TERM);
    assertThat(sent).isEmpty();
  }

  @Test
  void aGroupLivesOnWithoutItsLeader() {
    procTwo.put(SignalledNode.member(63, 4, 1000));
    procTwo.remove(62);

    router.signalGroup(WORK, Signal.TERM, Caller.ROOT);

    assertThat(two.keeper(app).signals()).containsExactly(Signal.TERM);
  }

  @Test
  void ofAGroupAUserReachesTheirOwnMembersOnly() {
    procTwo.put(SignalledNode.member(63, 4, 1001));

    router.signalGroup(WORK, Signal.TERM, new Caller(1001));

    assertThat(sent).containsExactly("node 2: SIGTERM to 63");
    assertThatThrownBy(() -> router.signalGroup(WORK, Signal.TERM, new Caller(1002)))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("Operation not permitted (EPERM)");
    assertThat(two.keeper(app).signals()).isEmpty();
  }

  @Test
  void signalsAGroupOfANode() {
    procOne.put(ProcessFixture.sleeping(51, "job").inGroupOf(ProcessFixture.sleeping(50, "agent")));

    router.signalGroup(GlobalPid.ofNode(one.id, 50), Signal.HUP, Caller.ROOT);

    assertThat(sent).containsExactlyInAnyOrder("node 1: SIGHUP to 50", "node 1: SIGHUP to 51");
  }

  @Test
  void saysWhenThereIsNoSuchGroup() {
    procTwo.put(SignalledNode.member(63, 4, 1000));

    for (GlobalPid absent :
        List.of(
            GlobalPid.parse("1.4"),
            GlobalPid.parse("1.2"),
            GlobalPid.parse("9.3"),
            GlobalPid.ofNode(two.id, 62))) {
      assertThatThrownBy(() -> router.signalGroup(absent, Signal.TERM, Caller.ROOT))
          .as("group %s", absent)
          .isInstanceOf(NoSuchGlobalProcessException.class)
          .hasMessageContaining("No such process (ESRCH)");
    }
    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUESTED", "FROZEN", "TRANSFERRED", "HELD"})
  void holdsASignalUntilTheApplicationHasArrived(String phase) throws Exception {
    migrating(phase);
    two.host.signals().hold(number());
    Thread toOne = waiting(() -> router.signal(WORK, Signal.TERM, Caller.ROOT));
    Thread toAll = waiting(() -> router.signal(app.id(), Signal.USR1, Caller.ROOT));

    arrive();

    assertThat(toOne.join(Duration.ofSeconds(10))).isTrue();
    assertThat(toAll.join(Duration.ofSeconds(10))).isTrue();
    assertThat(sent).containsExactly("node 1: SIGTERM to 62");
    assertThat(one.keeper(app).signals()).containsExactly(Signal.USR1);
    assertThat(two.keeper(app).signals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUESTED", "FROZEN", "TRANSFERRED", "HELD"})
  void holdsASignalUntilTheOriginalRunsOn(String phase) throws Exception {
    migrating(phase);
    two.host.signals().hold(number());
    Thread toOne = waiting(() -> router.signal(WORK, Signal.TERM, Caller.ROOT));
    Thread toAll = waiting(() -> router.signal(app.id(), Signal.USR1, Caller.ROOT));

    two.host.signals().let(number());
    two.registry.change(
        app.id(), old -> old.change().phase(ApplicationPhase.RUNNING, "").noMigration().done());

    assertThat(toOne.join(Duration.ofSeconds(10))).isTrue();
    assertThat(toAll.join(Duration.ofSeconds(10))).isTrue();
    assertThat(sent).containsExactly("node 2: SIGTERM to 62");
    assertThat(two.keeper(app).signals()).containsExactly(Signal.USR1);
  }

  @Test
  void aSignalThatWasSentBeforeTheRecordSaidSoWaitsAtTheNode() throws Exception {
    two.host.signals().hold(number());
    Thread sender = waiting(() -> router.signal(WORK, Signal.TERM, Caller.ROOT));

    two.host.signals().let(number());

    assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
    assertThat(sent).containsExactly("node 2: SIGTERM to 62");
  }

  @Test
  void doesNotHoldASignalWhileTheApplicationIsSaved() {
    two.registry.change(
        app.id(), old -> old.change().phase(ApplicationPhase.CHECKPOINTING, "").done());

    router.signal(WORK, Signal.TERM, Caller.ROOT);

    assertThat(sent).hasSize(1);
  }

  @Test
  void whenItsPatienceIsOverTheNodeDecides() {
    migrating("FROZEN");
    SignalRouter impatient = router(Duration.ofMillis(50));

    impatient.signal(WORK, Signal.TERM, Caller.ROOT);
    two.host.signals().hold(number());

    assertThat(sent).containsExactly("node 2: SIGTERM to 62");
    assertThatThrownBy(() -> impatient.signal(WORK, Signal.TERM, Caller.ROOT))
        .isInstanceOf(OnItsWayException.class)
        .hasMessageContaining("between two nodes");
    assertThatThrownBy(() -> impatient.signal(app.id(), Signal.USR1, Caller.ROOT))
        .isInstanceOf(OnItsWayException.class);
    assertThat(sent).hasSize(1);
    assertThat(two.keeper(app).signals()).isEmpty();
  }

  @Test
  void nobodySignalsWhatIsBeingRestored() {
    migrating("HELD");
    one.host.prepareForRestore(one.registry.get(app.id()));
    commit();

    assertThatThrownBy(
            () -> router(Duration.ofMillis(50)).signal(app.id(), Signal.USR1, Caller.ROOT))
        .isInstanceOf(OnItsWayException.class);
    assertThat(one.keeper(app).signals()).isEmpty();
  }

  private Thread waiting(Runnable action) throws InterruptedException {
    Thread sender = Thread.ofVirtual().start(action);
    assertThat(sender.join(Duration.ofMillis(200))).isFalse();
    assertThat(sent).isEmpty();
    return sender;
  }

  /** The move is decided and done, as its two sides do it. */
  private void arrive() {
    SignalledNode.fill(procOne);
    one.host.prepareForRestore(one.registry.get(app.id()));
    commit();
    two.host.expectDeparture(number());
    one.keeper(app).expect(new InsidePid(3));
    one.keeper(app).endWorker(one.keeper(app).startWorker(CRIU), WaitStatus.exited(0));
    one.host.takeCharge(number());
    one.host.completeMove(number());
    two.host.dissolve(number());
  }

  private void commit() {
    two.registry.change(
        app.id(),
        old ->
            old.change()
                .arrivedAt(one.id, Applications.NOON)
                .migration(new MigrationNote(one.id, "COMMITTED"))
                .done());
  }

  private ContainerNumber number() {
    return app.id().firstContainer();
  }

  private void migrating(String phase) {
    two.registry.change(
        app.id(),
        old ->
            old.change()
                .phase(ApplicationPhase.MIGRATING, "")
                .migration(new MigrationNote(one.id, phase))
                .done());
  }

  private SignalRouter router(Duration patience) {
    return new SignalRouter(one.registry, network.channel(one.id), System::nanoTime, patience);
  }
}
