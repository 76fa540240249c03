package io.ssi.migration.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.SavingPlan;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeriodicCheckpointsTest {
  private static final NodeId HERE = new NodeId(1);
  private static final NodeId OTHER = new NodeId(2);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final InMemoryClusterMaps maps = new InMemoryClusterMaps();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final ApplicationRegistry registry =
      new ApplicationRegistry(
          maps.open(ApplicationsMap.SCHEMA), ReservedNumbers.NONE, Retention.DEFAULT, () -> now);
  private final CheckpointIndex index = new CheckpointIndex(maps);
  private Optional<RuntimeException> failure = Optional.empty();
  private ApplicationId id = new ApplicationId(1);

  @BeforeEach
  void anApplicationThatIsToBeSaved() {
    Application started =
        registry.register(
            new NewApplication("work", new Owner(0, 0, "root"), List.of("work"), HERE));
    id = started.id();
    var _ =
        registry.change(
            id,
            record ->
                record
                    .change()
                    .phase(ApplicationPhase.RUNNING, "")
                    .arrivedAt(HERE, now)
                    .programStarted(3)
                    .saving(Optional.of(new SavingPlan(EVERY, 2, Optional.empty())))
                    .done());
  }

  private PeriodicCheckpoints agent(NodeId node) {
    return new PeriodicCheckpoints(node, registry, index, this::save, () -> now, Runnable::run);
  }

  private void save(ApplicationId application) {
    failure.ifPresent(e -> {
      throw e;
    });
    Checkpoint line = index.reserve(application.value(), this::version);
    var _ = index.addHolder(line, HERE);
  }

  private Checkpoint version(CheckpointId version) {
    return new Checkpoint(
        version, "", now, "work", 0, 7, 7, 1, Duration.ofNanos(1000), new TreeSet<>());
  }

  private List<Integer> versions() {
    return index.list().stream().map(line -> line.id().version()).toList();
  }

  private void after(Duration time, NodeId node) {
    now = now.plus(time);
    agent(node).run();
  }

  @Test
  void aVersionIsTakenWhenTheNewestIsOldEnoughByWhicheverAgentIsThere() {
    after(EVERY.minusSeconds(1), HERE);
    assertThat(versions()).isEmpty();

    after(Duration.ofSeconds(1), HERE);
    after(Duration.ofSeconds(1), HERE);
    assertThat(versions()).containsExactly(1);

    var _ = registry.change(id, record -> record.change().arrivedAt(OTHER, now).done());
    after(EVERY, HERE);
    assertThat(versions()).containsExactly(1);
    agent(OTHER).run();
    assertThat(versions()).containsExactly(1, 2);
  }

  @Test
  void oneThatAPersonTookCountsToo() {
    now = now.plus(EVERY.dividedBy(2));
    save(id);

    after(EVERY.dividedBy(2), HERE);
    assertThat(versions()).containsExactly(1);
    after(EVERY.dividedBy(2), HERE);
    assertThat(versions()).containsExactly(1, 2);
  }

  @Test
  void onlyTheNewestAreKept() {
    for (int i = 0; i < 4; i++) {
      after(EVERY, HERE);
    }

    assertThat(versions()).containsExactly(3, 4);
  }

  @Test
  void aFailureIsRecordedAndTriedAgainAtTheNextTime() {
    failure = Optional.of(new MoveFailedException(Outcome.ROLLED_BACK, "the disk is full"));
    after(EVERY, HERE);
    Instant failed = now;
    assertThat(registry.get(id).saving().orElseThrow().failure())
        .contains(new SavingPlan.Failure(failed, "the disk is full"));

    failure = Optional.empty();
    after(EVERY.minusSeconds(1), HERE);
    assertThat(versions()).isEmpty();
    after(Duration.ofSeconds(1), HERE);

    assertThat(versions()).containsExactly(1);
    assertThat(registry.get(id).saving().orElseThrow().failure()).isEmpty();
  }

  @Test
  void whatIsBusyIsSavedAsSoonAsItIsNot() {
    MoveBlocker busy = new MoveBlocker(Code.BUSY, "application 1", "is migrating", "wait");
    failure = Optional.of(new NotMovableException("checkpoint", List.of(busy)));
    after(EVERY, HERE);
    assertThat(registry.get(id).saving().orElseThrow().failure()).isEmpty();

    failure = Optional.empty();
    after(Duration.ofSeconds(1), HERE);

    assertThat(versions()).containsExactly(1);
  }

  @Test
  void whatStandsStillOrHasEndedOrIsNotToBeSavedIsLeftAlone() {
    var _ = registry.change(id, record -> record.change().suspended(true).done());
    after(EVERY, HERE);
    var _ = registry.change(id, record -> record.change().suspended(false).done());
    var _ = registry.change(id, record -> record.change().saving(Optional.empty()).done());
    after(EVERY, HERE);

    assertThat(versions()).isEmpty();
  }
}
