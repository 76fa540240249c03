package io.ssi.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  private final Application fresh = Applications.fresh(17, 1);

  @Test
  void everyArrivalIsAStayWithALogSegmentOfItsOwn() {
    Application first = fresh.change().arrivedAt(new NodeId(1), Applications.NOON).done();
    Application moved =
        first.change().arrivedAt(new NodeId(2), Applications.NOON.plusSeconds(5)).done();

    assertThat(fresh.segment()).isEmpty();
    assertThat(first.segment()).hasValue(0);
    assertThat(moved.segment()).hasValue(1);
    assertThat(moved.host()).isEqualTo(new NodeId(2));
    assertThat(moved.stays()).extracting(Stay::node).containsExactly(new NodeId(1), new NodeId(2));
    assertThat(moved.containers().get(0).number()).isEqualTo(new ContainerNumber(17));
  }

  @Test
  void keepsTheNameOfItsProgramWhenItMoves() {
    Application running = fresh.change().programStarted(3).done();
    Application moved = running.change().arrivedAt(new NodeId(9), Applications.NOON).done();

    assertThat(fresh.root()).isEmpty();
    assertThat(running.root()).contains(GlobalPid.parse("17.3"));
    assertThat(moved.root()).isEqualTo(running.root());
  }

  @Test
  void theProgramCanEndBeforeTheApplication() {
    Application orphans = fresh.change().programEnded(WaitStatus.exited(3)).done();

    assertThat(orphans.exit()).contains(WaitStatus.exited(3));
    assertThat(orphans.endedAt()).isEmpty();
    assertThat(orphans.change().ended(Applications.NOON, "").done().endedAt())
        .contains(Applications.NOON);
  }

  @Test
  void aRestartForgetsTheExitOfTheEarlierLife() {
    Application ended =
        fresh.change().programEnded(WaitStatus.exited(3)).ended(Applications.NOON, "").done();
    Application again =
        ended.change().phase(ApplicationPhase.RESTARTING, "").programStarted(3).done();

    assertThat(again.exit()).isEmpty();
    assertThat(again.endedAt()).isEmpty();
  }

  @Test
  void refusesARecordThatContradictsItself() {
    assertThatThrownBy(() -> fresh.change().phase(ApplicationPhase.ENDED, "").done())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time of its end");
  }

  @Test
  void countsItsChanges() {
    assertThat(fresh.change().name("x").done().revision()).isEqualTo(fresh.revision() + 1);
  }
}
