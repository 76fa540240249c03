package io.ssi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssi.membership.NodeId;
import io.ssi.migration.SmallWorld.Step;
import io.ssi.pid.ApplicationId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class MigrationTest {
  private static final Migration.Route ROUTE =
      new Migration.Route(
          new ApplicationId(17),
          new NodeName(new NodeId(1), "node1"),
          new NodeName(new NodeId(2), "node2"));

  private final SmallWorld world = new SmallWorld();
  private final AtomicLong clock = new AtomicLong();

  private Migration migration(Cancellation cancellation) {
    return new Migration(
        ROUTE,
        world,
        world,
        world,
        cancellation,
        () -> clock.addAndGet(1_000_000),
        PhaseListener.NONE);
  }

  private static Cancellation when(BooleanSupplier givenUp) {
    return new Cancellation() {
      @Override
      public boolean isCancelled() {
        return givenUp.getAsBoolean();
      }

      @Override
      public void onCancel(Runnable hook) {
        throw new UnsupportedOperationException("a migration only asks");
      }
    };
  }

  @Test
  void recordsTheDecisionBeforeItKillsTheOriginalAndKillsItBeforeTheCopyRuns() {
    MigrationReport report = migration(Cancellation.NEVER).run();

    assertThat(world.journal)
        .containsExactly(
            "REQUEST",
            "PREPARE",
            "RESERVE",
            "HOLD_SIGNALS",
            "FREEZE",
            "TRANSFER",
            "HOLD",
            "STAND_STILL",
            "COMMIT",
            "END_ORIGINAL",
            "RELEASE",
            "DISSOLVE",
            "CONFIRM",
            "RECORD_RESUMED",
            "CLOSE");
    assertThat(world.copyRuns).isTrue();
    assertThat(world.originalAlive).isFalse();
    assertThat(report.bytes()).isEqualTo(4096);
    assertThat(report.processes()).isEqualTo(2);
    assertThat(report.downtime()).isPositive().isLessThan(report.total());
    assertThat(report.phases())
        .extracting(PhaseTime::phase)
        .containsExactly(
            MigrationPhase.RESERVED,
            MigrationPhase.FROZEN,
            MigrationPhase.TRANSFERRED,
            MigrationPhase.HELD,
            MigrationPhase.COMMITTED,
            MigrationPhase.RESUMED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      mode = Mode.EXCLUDE,
      names = {"END_ORIGINAL", "RELEASE", "CONFIRM"})
  void letsTheOriginalRunOnWhenAStepBeforeTheCommitFails(Step step) {
    world.broken = step;

    MigrationException failure =
        catchThrowableOfType(MigrationException.class, () -> migration(Cancellation.NEVER).run());

    assertThat(failure.outcome()).isNotEqualTo(Outcome.UNKNOWN);
    assertThat(failure).hasMessageContaining("broken at " + step);
    assertThat(world.originalRuns).isTrue();
    assertThat(world.originalAlive).isTrue();
    assertThat(world.exactlyOneRuns()).isTrue();
    assertThat(world.copyHeld).isFalse();
    assertThat(world.signalsWait).isFalse();
    assertThat(world.prepared).isFalse();
    assertThat(world.journal).contains("ABANDON", "RECORD_ABORTED", "CLOSE");
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"END_ORIGINAL", "RELEASE", "CONFIRM"})
  void neverResumesTheOriginalOnceTheDecisionIsRecorded(Step step) {
    world.broken = step;

    MigrationException failure =
        catchThrowableOfType(MigrationException.class, () -> migration(Cancellation.NEVER).run());

    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(world.committed).isTrue();
    assertThat(world.originalRuns).isFalse();
    assertThat(world.signalsWait).isTrue();
    assertThat(world.journal).doesNotContain("RESUME_ORIGINAL", "ABANDON", "RECORD_ABORTED");
    assertThat(world.journal.contains("DISSOLVE")).isEqualTo(step != Step.END_ORIGINAL);
  }

  @Test
  void nobodyResumesAnythingWhileTheDecisionIsNotKnown() {
    world.undecided = true;

    MigrationException failure =
        catchThrowableOfType(MigrationException.class, () -> migration(Cancellation.NEVER).run());

    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(world.originalRuns).isFalse();
    assertThat(world.copyRuns).isFalse();
    assertThat(world.copyHeld).isTrue();
    assertThat(world.originalAlive).isTrue();
    assertThat(world.journal).endsWith("COMMIT", "CLOSE");
  }

  @Test
  void anInterruptionBeforeTheCommitLetsTheOriginalRunOn() {
    for (int calls = 0; calls < 5; calls++) {
      SmallWorld fresh = new SmallWorld();
      AtomicInteger left = new AtomicInteger(calls);
      Migration interrupted =
          new Migration(
              ROUTE,
              fresh,
              fresh,
              fresh,
              when(() -> left.getAndDecrement() <= 0),
              clock::incrementAndGet,
              PhaseListener.NONE);

      CancelledException failure = catchThrowableOfType(CancelledException.class, interrupted::run);

      assertThat(failure).hasMessageContaining("runs on, on node1");
      assertThat(fresh.originalRuns).isTrue();
      assertThat(fresh.committed).isFalse();
      assertThat(fresh.copyHeld).isFalse();
    }
  }

  @Test
  void anInterruptionAfterTheCommitIsTooLate() {
    AtomicInteger asked = new AtomicInteger();
    Cancellation afterTheCommit = when(() -> world.committed && asked.incrementAndGet() > 0);

    migration(afterTheCommit).run();

    assertThat(world.copyRuns).isTrue();
  }
}
