package io.ssi.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.migration.LostDecisionException;
import io.ssi.migration.RefusedException;
import io.ssi.migration.TakenImage;
import io.ssi.migration.UndecidedException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryRecordTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
  private static final NodeId HERE = new NodeId(1);
  private static final NodeId THERE = new NodeId(2);
  private static final TakenImage IMAGE = new TakenImage(Path.of("/nowhere"), List.of(), 3);

  private final SilentMap map = new SilentMap();
  private final ApplicationRegistry registry =
      new ApplicationRegistry(map, ReservedNumbers.NONE, Retention.DEFAULT, CLOCK);
  private final List<Thread> started = Collections.synchronizedList(new ArrayList<>());
  private Application running;

  @BeforeEach
  void anApplicationThatRuns() {
    Application registered =
        registry.register(
            new NewApplication("work", new Owner(0, 0, "root"), List.of("work"), HERE));
    running =
        registry.change(
            registered.id(),
            now ->
                now.change()
                    .phase(ApplicationPhase.RUNNING, "")
                    .arrivedAt(HERE, CLOCK.instant())
                    .done());
  }

  private RegistryRecord begin() {
    return RegistryRecord.begin(registry, running, HERE, THERE, CLOCK, this::thread);
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    started.add(thread);
    return thread;
  }

  private Application now() {
    return registry.get(running.id());
  }

  @Test
  void onlyOneOfTwoBeginsSomething() {
    begin();

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("something else has begun");
  }

  @Test
  void theCommitNamesTheTargetAndCannotBeTakenBack() {
    RegistryRecord record = begin();

    record.commit(IMAGE);
    record.abort();

    assertThat(now().host()).isEqualTo(THERE);
    assertThat(now().phase()).isEqualTo(ApplicationPhase.MIGRATING);
    record.finish();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(now().migration()).isEmpty();
  }

  @Test
  void theCommitFailsWhenTheTargetHasGivenUp() {
    RegistryRecord record = begin();
    registry.change(
        running.id(), now -> now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done());

    assertThatThrownBy(() -> record.commit(IMAGE)).isInstanceOf(LostDecisionException.class);
    assertThat(now().host()).isEqualTo(HERE);
  }

  @Test
  void waitsWhileTheDecisionIsNotKnown() throws Exception {
    RegistryRecord record = begin();
    map.silent = true;
    Thread commits = Thread.ofVirtual().start(() -> record.commit(IMAGE));
    assertThat(commits.join(Duration.ofMillis(300))).isFalse();

    map.silent = false;

    assertThat(commits.join(Duration.ofSeconds(10))).isTrue();
    assertThat(now().host()).isEqualTo(THERE);
    assertThat(record.application()).isEqualTo(now());
  }

  @Test
  void anInterruptWhileItWaitsIsNoDecision() throws Exception {
    RegistryRecord record = begin();
    map.silent = true;
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread commits =
        Thread.ofVirtual()
            .start(() -> {
              try {
                record.commit(IMAGE);
              } catch (RuntimeException e) {
                failure.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    assertThat(commits.join(Duration.ofMillis(200))).isFalse();

    commits.interrupt();

    assertThat(commits.join(Duration.ofSeconds(10))).isTrue();
    assertThat(failure.get()).isInstanceOf(UndecidedException.class);
    assertThat(interrupted).isTrue();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.MIGRATING);
  }

  @Test
  void thatTheOriginalRunsOnIsRecordedLaterIfItCannotBeNow() throws Exception {
    RegistryRecord record = begin();
    map.silent = true;
    record.abort();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.MIGRATING);

    map.silent = false;

    assertThat(started).hasSize(1);
    assertThat(started.getFirst().join(Duration.ofSeconds(10))).isTrue();
    assertThat(now().phase()).isEqualTo(ApplicationPhase.RUNNING);
  }

  @Test
  void aClaimWhoseAnswerWasLostIsGivenBack() throws Exception {
    map.silent = true;
    assertThatThrownBy(this::begin).isInstanceOf(RefusedException.class);

    map.silent = false;

    for (Thread thread : started) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(now().phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(begin().application().phase()).isEqualTo(ApplicationPhase.MIGRATING);
  }
}
