package io.ssi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

  @ParameterizedTest
  @CsvSource({
    "TERM,15",
    "SIGTERM,15",
    "15,15",
    "sigkill,9",
    "hup,1",
    "SYS,31",
    "CLD,17",
    "POLL,29",
    "RTMIN,34",
    "RTMIN+1,35",
    "SIGRTMIN+30,64",
    "RTMAX,64",
    "rtmax-14,50",
    "64,64"
  })
  void readsWhatPeopleType(String text, int number) {
    assertThat(Signal.parse(text)).contains(new Signal(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "65", "-1", "SIG", "TERMX", "RTMIN+31", "RTMAX-31", "SIG15", "RTMIN+"})
  void refusesWhatIsNoSignal(String text) {
    assertThat(Signal.parse(text)).isEmpty();
  }

  @Test
  void everySignalReadsBackFromItsName() {
    IntStream.rangeClosed(1, 64)
        .mapToObj(Signal::new)
        .forEach(signal -> assertThat(Signal.parse(signal.name())).contains(signal));
  }

  @Test
  void namesAreThoseOfBash() {
    assertThat(new Signal(49).name()).isEqualTo("RTMIN+15");
    assertThat(new Signal(50).name()).isEqualTo("RTMAX-14");
    assertThat(Signal.realTime(1)).hasToString("SIGRTMIN+1");
  }

  @Test
  void numbersOutsideTheRangeAreRefused() {
    assertThatThrownBy(() -> new Signal(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Signal(65)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signal.realTime(31)).isInstanceOf(IllegalArgumentException.class);
  }
}
