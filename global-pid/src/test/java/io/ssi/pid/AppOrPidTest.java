package io.ssi.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppOrPidTest {
  @Test
  void readsTheThreeFormsThatPeopleType() {
    GlobalPid process = GlobalPid.inContainer(new ContainerNumber(17), 2);

    assertThat(AppOrPid.parse("17")).isEqualTo(new AppOrPid.ById(new ApplicationId(17)));
    assertThat(AppOrPid.parse("17.2")).isEqualTo(new AppOrPid.ByPid(process));
    assertThat(AppOrPid.parse("557058")).isEqualTo(new AppOrPid.ByPid(process));
  }

  @Test
  void neverConfusesAnApplicationWithAProcess() {
    SeededRuns.repeat(
        10_000,
        random -> {
          ApplicationId id = new ApplicationId(random.nextInt(1, 32768));
          GlobalPid pid = GlobalPid.inContainer(id.firstContainer(), random.nextInt(1, 32768));

          assertThat(AppOrPid.parse(id.toString())).isEqualTo(new AppOrPid.ById(id));
          assertThat(AppOrPid.parse(pid.toString())).isEqualTo(new AppOrPid.ByPid(pid));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "32768", "", "a", "17.x", "-1", "1.2.3"})
  void saysWhatItWantsWhenItIsNeither(String text) {
    assertThatThrownBy(() -> AppOrPid.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither an application id")
        .hasMessageContaining("17.2");
  }
}
