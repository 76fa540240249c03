package io.ssi.pid.host;

import static io.ssi.linux.container.ContainerPhase.EMPTY;
import static io.ssi.linux.container.ContainerPhase.ENDED;
import static io.ssi.linux.container.ContainerPhase.EXPECTED;
import static io.ssi.linux.container.ContainerPhase.RUNNING;
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
    "STARTING, 1, STARTING, FAIL_START",
    "STARTING, 2, RUNNING, TAKE_DOWN",
    "RUNNING, 1, RUNNING, HOST",
    "RUNNING, 1, ENDED, HOST",
    "RUNNING, 1, EMPTY, TAKE_DOWN",
    "RUNNING, 2, RUNNING, TAKE_DOWN",
    "CHECKPOINTING, 1, RUNNING, HOST",
    "CHECKPOINTING, 2, RUNNING, TAKE_DOWN",
    "RESTARTING, 1, EXPECTED, LEAVE_TO_MIGRATION",
    "RESTARTING, 2, RUNNING, TAKE_DOWN",
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
    // Before the decision the source counts.
    "1, 2, FROZEN, RUNNING, HOST",
    "1, 2, HELD, RUNNING, HOST",
    // From the decision on the source is only what is left.
    "1, 2, COMMITTED, RUNNING, LEAVE_TO_MIGRATION",
    "1, 2, COMMITTED, ENDED, LEAVE_TO_MIGRATION",
    // This node is the target.
    "2, 1, HELD, EXPECTED, LEAVE_TO_MIGRATION",
    "2, 1, COMMITTED, RUNNING, LEAVE_TO_MIGRATION",
    // Somebody else's business.
    "2, 3, FROZEN, RUNNING, TAKE_DOWN",
  })
  void leavesWhatIsUnderWayToMigration(
      int host, int target, String note, ContainerPhase keeper, AttachDecision decision) {
    Application moving =
        record(ApplicationPhase.MIGRATING, host)
            .change()
            .migration(new MigrationNote(new NodeId(target), note))
            .done();

    assertThat(AttachDecision.of(moving, keeper, LOCAL)).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"1, LEAVE_TO_MIGRATION", "3, TAKE_DOWN"})
  void leavesARestartToTheNodeThatOwnsIt(int owner, AttachDecision decision) {
    Application restarting =
        record(ApplicationPhase.RESTARTING, 2).change().nextAttempt(new NodeId(owner)).done();

    assertThat(AttachDecision.of(restarting, RUNNING, LOCAL)).isEqualTo(decision);
    assertThat(AttachDecision.of(restarting, EXPECTED, LOCAL)).isEqualTo(decision);
    assertThat(AttachDecision.of(restarting, EMPTY, LOCAL)).isEqualTo(decision);
    assertThat(AttachDecision.of(restarting, ENDED, LOCAL)).isEqualTo(decision);
  }

  private static Application record(ApplicationPhase phase, int host) {
    ApplicationChange change = Applications.fresh(17, host).change();
    return (phase == ApplicationPhase.ENDED
            ? change.ended(Applications.NOON, "")
            : change.phase(phase, ""))
        .done();
  }
}
