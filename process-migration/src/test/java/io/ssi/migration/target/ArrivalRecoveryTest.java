package io.ssi.migration.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.TakenImage;
import io.ssi.migration.source.RegistryRecord;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.message.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Phases of a move, crossed with the agents that die in them. */
class ArrivalRecoveryTest {
  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private MovingNode source;
  private MovingNode target;
  private MovingNode witness;
  private ApplicationId id;
  private RegistryRecord record;
  private @Nullable ArrivingCopy copy;

  /** Who dies. */
  enum Victim {
    SOURCE,
    TARGET,
    BOTH
  }

  @BeforeEach
  void anApplicationThatIsAboutToMoveFromTheFirstToTheSecondOfThreeNodes() {
    source = new MovingNode(1, network, directory);
    target = new MovingNode(2, network, directory);
    // Keeps the shared maps, as the rest of a cluster does.
    witness = new MovingNode(3, network, directory);
    id =
        source
            .host
            .start(
                new StartRequest(
                    "token",
                    "",
                    new Owner(0, 0, "root"),
                    List.of(),
                    List.of("work"),
                    List.of(),
                    "/",
                    022,
                    0,
                    List.of()))
            .id();
    record =
        RegistryRecord.begin(
            source.registry, application(), source.id, target.id, MovingNode.CLOCK, Thread::new);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
    witness.close();
  }

  static Stream<Arguments> phasesAndVictims() {
    return Stream.of(MigrationPhase.values())
        .filter(phase -> phase != MigrationPhase.ABORTED)
        .flatMap(phase -> Stream.of(Victim.values()).map(victim -> Arguments.of(phase, victim)));
  }

  @ParameterizedTest
  @MethodSource("phasesAndVictims")
  void exactlyOneCopyRunsWhenTheDeadAreBack(MigrationPhase phase, Victim victim) throws Exception {
    moveUpTo(phase);

    crash(victim);
    source = victim == Victim.TARGET ? source : source.again();
    target = victim == Victim.SOURCE ? target : target.again();

    boolean committed = !phase.isBeforeCommit();
    assertThat(target.runs(id)).as("the copy runs").isEqualTo(committed);
    assertThat(source.runs(id)).as("the original runs").isEqualTo(!committed);
    Application now = witness.registry.get(id);
    assertThat(now.phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(now.migration()).isEmpty();
    assertThat(now.host()).isEqualTo(committed ? target.id : source.id);
    assertThat(now.stays()).hasSize(committed ? 2 : 1);
    assertThat(target.images.all()).isEmpty();
    // Whoever has it notices its end.
    (committed ? target : source).keeper(id).endProgram(WaitStatus.exited(5));
    assertThat(witness.registry.get(id).exit()).contains(WaitStatus.exited(5));
  }

  @Test
  void aMoveThatCannotBeRestoredIsLostAndItsImageStays() throws Exception {
    moveUpTo(MigrationPhase.COMMITTED);
    crash(Victim.TARGET);
    target.broken = new MoveFailedException(Outcome.ROLLED_BACK, "no memory");

    target = target.again();

    Application now = witness.registry.get(id);
    assertThat(now.phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(now.reason()).contains("no memory").contains(target.images.root().toString());
    assertThat(target.images.all()).hasSize(1);
    assertThat(target.runs(id)).isFalse();
  }

  @Test
  void aMoveWhoseImageIsGoneIsLost() throws Exception {
    moveUpTo(MigrationPhase.COMMITTED);
    crash(Victim.TARGET);
    target.images.all().getFirst().delete();

    target = target.again();

    assertThat(witness.registry.get(id).phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(witness.registry.get(id).reason()).contains("image is gone");
  }

  @Test
  void anImageOfAnEarlierAttemptNeverDecidesAboutALaterOne() throws Exception {
    moveUpTo(MigrationPhase.HELD);
    target.crash();
    record.abort();
    record =
        RegistryRecord.begin(
            source.registry, application(), source.id, witness.id, MovingNode.CLOCK, Thread::new);

    target = target.again();

    assertThat(application().phase()).isEqualTo(ApplicationPhase.MIGRATING);
    assertThat(target.images.all()).isEmpty();
  }

  @Test
  void anImageIsKeptUntilTheClusterKnowsItsApplication() throws Exception {
    moveUpTo(MigrationPhase.COMMITTED);
    Application committed = application();
    crash(Victim.TARGET);
    InMemoryNetwork later = new InMemoryNetwork();
    MovingNode other = new MovingNode(4, later, directory);
    target = new MovingNode(2, later, directory);
    target.recovery.start(List.of());
    assertThat(target.images.all()).hasSize(1);

    // Somebody brings the record, as a part of the cluster that merges with this one does.
    Application back = other.registry.reinstate(committed);

    assertThat(back.id()).isEqualTo(id);
    assertThat(target.runs(id)).isTrue();
    assertThat(target.images.all()).isEmpty();
    other.close();
  }

  @Test
  void aCopyThatRunsIsKeptWhenItsSourceIsGoneBeforeItWasTold() throws Exception {
    moveUpTo(MigrationPhase.RESUMED);
    // The registry knows that it runs; only the answer to the source was lost.
    target.host.completeMove(id.firstContainer());

    crash(Victim.SOURCE);

    assertThat(target.runs(id)).isTrue();
    assertThat(application().phase()).isEqualTo(ApplicationPhase.RUNNING);
    assertThat(application().host()).isEqualTo(target.id);
  }

  private Application application() {
    return witness.registry.get(id);
  }

  /** What both sides have done when a phase is reached, and not more. */
  private void moveUpTo(MigrationPhase phase) throws IOException {
    if (phase.compareTo(MigrationPhase.TRANSFERRED) >= 0) {
      target.receive(record.application());
    }
    if (phase.compareTo(MigrationPhase.HELD) >= 0) {
      copy = target.rebuild(application(), target.images.of(record.application()));
    }
    if (phase.compareTo(MigrationPhase.COMMITTED) >= 0) {
      record.commit(new TakenImage(directory, List.of(), 3));
    }
    if (phase == MigrationPhase.RESUMED) {
      killOriginal();
      Objects.requireNonNull(copy).release();
    }
  }

  private void killOriginal() {
    source.host.expectDeparture(id.firstContainer());
    source.keeper(id).endProgram(WaitStatus.killed(Signal.KILL));
  }

  /** The victim dies; the other side does what it does then, see {@link ArrivalServer}. */
  private void crash(Victim victim) throws Exception {
    boolean committed = application().host().equals(target.id);
    switch (victim) {
      case BOTH -> {
        target.crash();
        source.crash();
      }
      case TARGET -> {
        target.crash();
        if (committed) {
          if (source.runs(id)) {
            killOriginal();
          }
          source.host.dissolve(id.firstContainer());
        } else {
          record.abort();
        }
      }
      case SOURCE -> {
        source.crash();
        if (copy == null) {
          target.images.of(record.application()).delete();
          return;
        }
        target.unfinished().settle(copy);
      }
    }
  }
}
