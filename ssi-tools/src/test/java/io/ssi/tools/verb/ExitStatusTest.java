package io.ssi.tools.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExitStatusTest {

  @Test
  void aShellSeesTheCodeOr128AndTheSignal() {
    assertThat(ExitStatus.exited(42).shellCode()).isEqualTo(42);
    assertThat(ExitStatus.killed(9).shellCode()).isEqualTo(137);
  }

  @Test
  void severalItemsAreDonePartlyDoneOrFailed() {
    assertThat(ExitStatus.ofItems(2, 0)).isEqualTo(ExitStatus.DONE);
    assertThat(ExitStatus.ofItems(0, 0)).isEqualTo(ExitStatus.DONE);
    assertThat(ExitStatus.ofItems(1, 1)).isEqualTo(ExitStatus.PARTLY);
    assertThat(ExitStatus.ofItems(0, 2)).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void refusesWhatNoProcessEndsWith() {
    assertThatThrownBy(() -> ExitStatus.exited(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExitStatus.exited(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExitStatus.killed(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExitStatus.killed(65)).isInstanceOf(IllegalArgumentException.class);
  }
}
