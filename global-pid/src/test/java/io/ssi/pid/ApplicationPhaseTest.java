package io.ssi.pid;

import static io.ssi.pid.ApplicationPhase.CHECKPOINTING;
import static io.ssi.pid.ApplicationPhase.ENDED;
import static io.ssi.pid.ApplicationPhase.LOST;
import static io.ssi.pid.ApplicationPhase.MIGRATING;
import static io.ssi.pid.ApplicationPhase.RESTARTING;
import static io.ssi.pid.ApplicationPhase.RUNNING;
import static io.ssi.pid.ApplicationPhase.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationPhaseTest {
  private static final Map<ApplicationPhase, Set<ApplicationPhase>> TABLE =
      Map.of(
          STARTING, Set.of(RUNNING, RESTARTING, LOST, ENDED),
          RUNNING, Set.of(MIGRATING, CHECKPOINTING, LOST, ENDED),
          MIGRATING, Set.of(RUNNING, LOST, ENDED),
          CHECKPOINTING, Set.of(RUNNING, LOST, ENDED),
          RESTARTING, Set.of(RUNNING, LOST, ENDED),
          LOST, Set.of(RESTARTING, RUNNING, ENDED),
          ENDED, Set.of(RESTARTING));

  @Test
  void everyPairOfPhasesIsLegalOrNotAsTheTableSays() {
    for (ApplicationPhase from : ApplicationPhase.values()) {
      for (ApplicationPhase to : ApplicationPhase.values()) {
        assertThat(from.successors().contains(to))
            .as("%s -> %s", from, to)
            .isEqualTo(TABLE.getOrDefault(from, Set.of()).contains(to));
      }
    }
  }

  @Test
  void onlyLostAndEndedApplicationsHaveNoProcesses() {
    for (ApplicationPhase phase : ApplicationPhase.values()) {
      assertThat(phase.isLive()).as("%s", phase).isEqualTo(!Set.of(LOST, ENDED).contains(phase));
    }
  }
}
