package io.ssi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitStatusTest {

  @Test
  void readsAnExitCode() {
    WaitStatus status = new WaitStatus(0x2a00);

    assertThat(status).isEqualTo(WaitStatus.exited(42)).hasToString("exited with 42");
    assertThat(status.exitCode()).hasValue(42);
    assertThat(status.signal()).isEmpty();
    assertThat(status.shellStatus()).isEqualTo(42);
  }

  @Test
  void readsASignal() {
    WaitStatus status = new WaitStatus(0x8b);

    assertThat(status.signal()).contains(new Signal(11));
    assertThat(status.dumpedCore()).isTrue();
    assertThat(status.shellStatus()).isEqualTo(139);
    assertThat(status).hasToString("killed by SIGSEGV (core dumped)");
    assertThat(WaitStatus.killed(Signal.TERM).exitCode()).isEmpty();
  }

  @Test
  void onlyZeroIsSuccess() {
    assertThat(WaitStatus.exited(0).isSuccess()).isTrue();
    assertThat(WaitStatus.exited(1).isSuccess()).isFalse();
    assertThat(WaitStatus.killed(Signal.KILL).isSuccess()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x137f, 0xffff, 0x10000, -1, 0x0109})
  void refusesWordsOfProcessesThatHaveNotEnded(int raw) {
    assertThatThrownBy(() -> new WaitStatus(raw)).isInstanceOf(IllegalArgumentException.class);
  }
}
