package io.ssi.pid.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.testing.FakeContainers;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspensionRouterTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final FakeContainers containers = new FakeContainers(true);
  private TestNode one;
  private TestNode two;
  private Application app;
  private SuspensionRouter router;

  @BeforeEach
  void anApplicationOnTheSecondOfTwoNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory, containers);
    for (TestNode node : new TestNode[] {one, two}) {
      SuspensionRouter.serve(network.channel(node.id), node.registry, node.host.suspensions());
    }
    app = two.host.start(TestNode.request("work"));
    router = router(LONG);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void suspendsAndResumesFromAnyNode() {
    for (int i = 0; i < 2; i++) {
      router.suspend(app.id(), Caller.ROOT);

      assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
      assertThat(one.registry.get(app.id()).suspended()).isTrue();
    }
    for (int i = 0; i < 2; i++) {
      router.resume(app.id(), Caller.ROOT);

      assertThat(freezer()).isEqualTo(FreezerState.THAWED);
      assertThat(one.registry.get(app.id()).suspended()).isFalse();
    }
  }

  @Test
  void onlyItsOwnerOrRootMay() {
    assertThatThrownBy(() -> router.suspend(app.id(), new Caller(1000)))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("Operation not permitted (EPERM)");
    assertThat(freezer()).isEqualTo(FreezerState.THAWED);
  }

  @Test
  void saysWhenThereIsNoneOrItHasEnded() {
    assertThatThrownBy(() -> router.suspend(new ApplicationId(99), Caller.ROOT))
        .isInstanceOf(NoSuchApplicationException.class);
    two.keeper(app).endProgram(WaitStatus.exited(0));

    assertThatThrownBy(() -> router.resume(app.id(), Caller.ROOT))
        .isInstanceOf(NoSuchApplicationException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void withoutAFreezerItRunsOn() {
    Application other = one.host.start(TestNode.request("work"));

    assertThatThrownBy(() -> router.suspend(other.id(), Caller.ROOT))
        .hasMessageContaining("EOPNOTSUPP");
    assertThat(one.registry.get(other.id()).suspended()).isFalse();
  }

  @Test
  void waitsForWhatIsBeingSaved() throws Exception {
    phase(ApplicationPhase.CHECKPOINTING);
    Thread person = Thread.ofVirtual().start(() -> router.suspend(app.id(), Caller.ROOT));
    assertThat(person.join(Duration.ofMillis(200))).isFalse();
    assertThat(freezer()).isEqualTo(FreezerState.THAWED);

    phase(ApplicationPhase.RUNNING);

    assertThat(person.join(LONG)).isTrue();
    assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
    phase(ApplicationPhase.CHECKPOINTING);
    assertThatThrownBy(() -> router(Duration.ZERO).resume(app.id(), Caller.ROOT))
        .isInstanceOf(OnItsWayException.class);
    assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
  }

  @Test
  void standsStillAgainAfterWhateverThawedIt() {
    router.suspend(app.id(), Caller.ROOT);
    phase(ApplicationPhase.CHECKPOINTING);
    two.keeper(app).thaw(LONG);

    phase(ApplicationPhase.RUNNING);

    assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
  }

  @Test
  void aNewAgentMakesItAsItsRecordSays() {
    Application other = two.host.start(TestNode.request("other"));
    router.suspend(app.id(), Caller.ROOT);
    network.crash(two.id);
    two.host.close();
    two.keeper(app).thaw(LONG);
    two.keeper(other).freeze(LONG);

    two = new TestNode(2, network, directory, containers);
    assertThat(two.host.attachAll()).isEmpty();

    assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
    assertThat(two.keeper(other).state().freezer()).isEqualTo(FreezerState.THAWED);
    assertThat(two.registry.get(app.id()).suspended()).isTrue();
  }

  @Test
  void ofAllSignalsOnlyKillReachesItAtOnce() throws Exception {
    SignalledNode.fill(SignalledNode.serve(two, network, directory, new ArrayList<>()));
    SignalRouter signals =
        new SignalRouter(one.registry, network.channel(one.id), System::nanoTime, LONG);
    router.suspend(app.id(), Caller.ROOT);

    signals.signal(app.id(), Signal.USR1, Caller.ROOT);
    assertThat(freezer()).isEqualTo(FreezerState.FROZEN);
    signals.signal(app.id(), Signal.KILL, Caller.ROOT);

    Application ended = one.registry.get(app.id());
    assertThat(ended.phase()).isEqualTo(ApplicationPhase.ENDED);
    assertThat(ended.suspended()).isFalse();
  }

  @Test
  void whatHasEndedOrIsRestartedIsNotSuspended() {
    router.suspend(app.id(), Caller.ROOT);
    phase(ApplicationPhase.LOST);
    assertThat(two.registry.get(app.id()).suspended()).isTrue();

    phase(ApplicationPhase.RESTARTING);

    assertThat(two.registry.get(app.id()).suspended()).isFalse();
  }

  private FreezerState freezer() {
    return two.keeper(app).state().freezer();
  }

  private void phase(ApplicationPhase phase) {
    two.registry.change(app.id(), now -> now.change().phase(phase, "").done());
  }

  private SuspensionRouter router(Duration patience) {
    return new SuspensionRouter(one.registry, network.channel(one.id), System::nanoTime, patience);
  }
}
