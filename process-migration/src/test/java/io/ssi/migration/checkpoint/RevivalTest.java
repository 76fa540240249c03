package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.NodeName;
import io.ssi.migration.RefusedException;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.source.SilentMap;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.Owner;
import io.ssi.pid.Provenance;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import io.ssi.pid.wire.ApplicationWire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevivalTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
  private static final NodeId DEAD = new NodeId(1);
  private static final NodeId HERE = new NodeId(2);

  private final SilentMap map = new SilentMap();
  private final ApplicationRegistry registry =
      new ApplicationRegistry(map, ReservedNumbers.NONE, Retention.DEFAULT, CLOCK);
  private final List<Thread> started = Collections.synchronizedList(new ArrayList<>());
  private final Revival revival = new Revival(registry, new NoOther(), HERE, CLOCK, this::thread);
  private Application lost;
  private ImageManifest manifest;

  @BeforeEach
  void anApplicationWhoseNodeDied() {
    Application registered =
        registry.register(
            new NewApplication("work", new Owner(0, 0, "root"), List.of("work"), DEAD));
    Application ran =
        registry.change(
            registered.id(),
            now ->
                now.change()
                    .phase(ApplicationPhase.RUNNING, "")
                    .arrivedAt(DEAD, CLOCK.instant())
                    .programStarted(3)
                    .done());
    manifest = manifest(ran);
    lost =
        registry.change(
            ran.id(), now -> now.change().phase(ApplicationPhase.LOST, "its node died").done());
  }

  @Test
  void ofTwoRestartsOneWins() {
    revival.claim(lost);

    assertThatThrownBy(() -> revival.claim(lost))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("somebody else has begun");
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNoRefusal() throws Exception {
    Application claimed = revival.claim(lost);
    map.silent = true;
    CompletableFuture<Application> commit =
        CompletableFuture.supplyAsync(() -> revival.commit(claimed, manifest));
    assertThatThrownBy(() -> commit.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    map.silent = false;

    assertThat(commit.get(10, TimeUnit.SECONDS)).isEqualTo(now());
    assertThat(now().phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(now().host()).isEqualTo(HERE);
  }

  @Test
  void thatItCouldNotBeBroughtBackIsRecordedLaterIfItCannotBeNow() throws Exception {
    Application claimed = revival.claim(lost);
    map.silent = true;
    revival.giveUp(claimed, "no memory");
    assertThat(now().phase()).isEqualTo(ApplicationPhase.RESTARTING);

    map.silent = false;

    awaitStarted();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(now().reason()).isEqualTo("no memory");
    assertThat(revival.claim(now()).phase()).isEqualTo(ApplicationPhase.RESTARTING);
  }

  @Test
  void whatWasCommittedAndDoesNotRunIsNotSaidToRun() {
    Application committed = revival.commit(revival.claim(lost), manifest);
    assertThat(committed.phase()).isEqualTo(ApplicationPhase.RUNNING);

    revival.takeBack(committed, "CRIU did not let it go");

    assertThat(now().phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(now().reason()).isEqualTo("CRIU did not let it go");
    assertThat(revival.claim(now()).phase()).isEqualTo(ApplicationPhase.RESTARTING);
  }

  @Test
  void aClaimWhoseAnswerWasLostIsGivenUp() throws Exception {
    map.silent = true;
    assertThatThrownBy(() -> revival.claim(lost)).isInstanceOf(RefusedException.class);

    map.silent = false;

    awaitStarted();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.LOST);
  }

  @Test
  void aNewApplicationHasANumberOfItsOwnAndSaysWhereItComesFrom() {
    Application fresh = revival.candidate(newOne(), manifest);

    assertThat(fresh.id()).isNotEqualTo(lost.id());
    assertThat(fresh.origin()).contains(new Provenance(lost.id(), 1));
    Application running = revival.commit(revival.claim(fresh), manifest);
    assertThat(running.phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(running.host()).isEqualTo(HERE);
    assertThat(running.root()).contains(GlobalPid.inContainer(fresh.id().firstContainer(), 3));
    assertThat(running.startedAt()).isEqualTo(CLOCK.instant());
    assertThat(now()).isEqualTo(lost);
  }

  @Test
  void ofANewApplicationThatFailedNothingIsLeftToBeBroughtBack() {
    Application claimed = revival.claim(revival.candidate(newOne(), manifest));

    revival.giveUp(claimed, "no memory");

    Application now = registry.get(claimed.id());
    assertThat(now.phase()).isEqualTo(ApplicationPhase.ENDED);
    assertThat(now.reason()).isEqualTo("no memory");
  }

  private static RestartOrder newOne() {
    return new RestartOrder(
        new CheckpointId(1, 1), FilePolicy.KEEP, 0, RestartAs.NEW, Optional.empty(), false, "");
  }

  @Test
  void aRestartThatSomebodyElseHasTakenOverIsNotGivenUpForThem() {
    Application claimed = revival.claim(lost);
    revival.commit(claimed, manifest);

    revival.giveUp(claimed, "too late");

    assertThat(now().phase()).isEqualTo(ApplicationPhase.RUNNING);
  }

  private void awaitStarted() throws InterruptedException {
    for (Thread thread : List.copyOf(started)) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    started.add(thread);
    return thread;
  }

  private Application now() {
    return registry.get(lost.id());
  }

  private static ImageManifest manifest(Application saved) {
    return new ImageManifest(
        saved.id().value(),
        1,
        "",
        CLOCK.instant(),
        saved.host().value(),
        ApplicationWire.encode(saved),
        "work",
        List.of(),
        List.of(),
        List.of(),
        77,
        Duration.ZERO);
  }

  /** A cluster of which only this node is left. */
  private static final class NoOther implements ClusterNodes {
    @Override
    public NodeName named(NodeId node) {
      return new NodeName(node, "node" + node);
    }

    @Override
    public boolean isOnline(NodeId node) {
      return node.equals(HERE);
    }

    @Override
    public boolean isGone(NodeId node) {
      return !node.equals(HERE);
    }

    @Override
    public List<NodeId> reachable() {
      return List.of(HERE);
    }
  }
}
