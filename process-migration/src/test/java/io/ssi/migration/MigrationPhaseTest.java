package io.ssi.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationPhaseTest {

  @ParameterizedTest
  @EnumSource(MigrationPhase.class)
  void everyPhaseBeforeTheCommitCanBeAbortedAndNoneAfter(MigrationPhase phase) {
    boolean abortable =
        EnumSet.range(MigrationPhase.REQUESTED, MigrationPhase.HELD).contains(phase);

    assertThat(phase.successors().contains(MigrationPhase.ABORTED)).isEqualTo(abortable);
  }

  @Test
  void noPhaseIsSkipped() {
    List<MigrationPhase> walked = new ArrayList<>();
    MigrationPhase phase = MigrationPhase.REQUESTED;
    while (phase != MigrationPhase.RESUMED) {
      walked.add(phase);
      phase =
          phase.successors().stream()
              .filter(next -> next != MigrationPhase.ABORTED)
              .reduce((one, other) -> {
                throw new AssertionError("both " + one + " and " + other + " follow");
              })
              .orElseThrow();
    }

    assertThat(walked)
        .containsExactlyElementsOf(
            EnumSet.range(MigrationPhase.REQUESTED, MigrationPhase.COMMITTED));
  }

  @Test
  void nothingFollowsTheEnd() {
    assertThat(MigrationPhase.RESUMED.successors()).isEmpty();
    assertThat(MigrationPhase.ABORTED.successors()).isEmpty();
  }
}
