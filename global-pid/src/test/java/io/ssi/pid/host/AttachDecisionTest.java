package io.ssi.pid.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.container.ContainerPhase;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.MigrationNote;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachDecisionTest {
  private static final NodeId LOCAL = new NodeId(1);

  @ParameterizedTest
  @CsvSource({
    "STARTING, 1, RUNNING, FINISH_START",
    "STARTING, 1, ENDED, FINISH_START",
    "STARTING, 1, EMPTY, FAIL_START",
    "STARTING, 2, RUNNING, TAKE_DOWN",
    "RUNNING, 1, RUNNING, HOST",
    "RUNNING, 1, ENDED, HOST",
    "RUNNING, 1, EMPTY, TAKE_DOWN",
    "RUNNING, 2, RUNNING, TAKE_DOWN",
    "CHECKPOINTING, 1, RUNNING, RUN_ON",
    "CHECKPOINTING, 1, EMPTY, TAKE_DOWN",
    "CHECKPOINTING, 2, RUNNING, TAKE_DOWN",
    "RUNNING, 1, EXPECTED, TAKE_DOWN",
    "LOST, 1, RUNNING, REVIVE",
    "LOST, 1, EMPTY, TAKE_DOWN",
    "LOST, 2, RUNNING, TAKE_DOWN",
    "ENDED, 1, RUNNING, TAKE_DOWN",
    "ENDED, 1, ENDED, TAKE_DOWN",
  })
  void followsTheRegistry(
      ApplicationPhase phase, int host, ContainerPhase keeper, AttachDecision decision) {
    assertThat(AttachDecision.of(record(phase, host), keeper, LOCAL)).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({
    // Before the decision the source counts, and runs on when its agent dies.
    "1, 2, REQUESTED, RUNNING, RUN_ON",
    "1, 2, HELD, RUNNING, RUN_ON",
    "1, 2, HELD, ENDED, RUN_ON",
    "1, 2, HELD, EMPTY, TAKE_DOWN",
    "2, 1, HELD, EXPECTED, TAKE_DOWN",
    "2, 1, HELD, EMPTY, TAKE_DOWN",
    // From the decision on the target is the host.
    "1, 1, COMMITTED, RUNNING, FINISH_MOVE",
    "1, 1, COMMITTED, ENDED, FINISH_MOVE",
    "1, 1, COMMITTED, EXPECTED, LEAVE_TO_MIGRATION",
    "1, 1, COMMITTED, EMPTY, LEAVE_TO_MIGRATION",
    "2, 2, COMMITTED, RUNNING, TAKE_DOWN",
    "2, 2, COMMITTED, ENDED, TAKE_DOWN",
  })
  void letsExactlyOneCopyOfWhatWasMovingRunOn(
      int host, int target, String note, ContainerPhase keeper, AttachDecision decision) {
    Application moving =
        record(ApplicationPhase.MIGRATING, host)
            .change()
            .migration(new MigrationNote(new NodeId(target), note))
            .done();

    assertThat(AttachDecision.of(moving, keeper, LOCAL)).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL_START", "3, TAKE_DOWN"})
  void ofANewApplicationThatCameOfNoCheckpointNothingStays(int owner, AttachDecision decision) {
    Application restarting =
        record(ApplicationPhase.RESTARTING, owner).change().nextAttempt(new NodeId(owner)).done();

    for (ContainerPhase keeper : ContainerPhase.values()) {
      assertThat(AttachDecision.of(restarting, keeper, LOCAL)).isEqualTo(decision);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL_RESTART", "3, TAKE_DOWN"})
  void aRestartEndsWithTheAgentThatOwnsIt(int owner, AttachDecision decision) {
    Application restarting =
        record(ApplicationPhase.RESTARTING, 2)
            .change()
            .arrivedAt(new NodeId(2), Applications.NOON)
            .nextAttempt(new NodeId(owner))
            .done();

    for (ContainerPhase keeper : ContainerPhase.values()) {
      assertThat(AttachDecision.of(restarting, keeper, LOCAL)).isEqualTo(decision);
    }
  }

  private static Application record(ApplicationPhase phase, int host) {
    ApplicationChange change = Applications.fresh(17, host).change();
    return (phase == ApplicationPhase.ENDED
            ? change.ended(Applications.NOON, "")
            : change.phase(phase, ""))
        .done();
  }
}
