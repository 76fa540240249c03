package io.ssi.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppOrPidTest {
  private final Seed seed = new Seed();

  @Test
  void readsTheThreeFormsThatPeopleType() {
    GlobalPid process = GlobalPid.inContainer(new ContainerNumber(17), 2);

    assertThat(AppOrPid.parse("17")).isEqualTo(new AppOrPid.ById(new ApplicationId(17)));
    assertThat(AppOrPid.parse("17.2")).isEqualTo(new AppOrPid.ByPid(process));
    assertThat(AppOrPid.parse("557058")).isEqualTo(new AppOrPid.ByPid(process));
  }

  @Test
  void neverConfusesAnApplicationWithAProcess() {
    RandomGenerator random = seed.random();
    for (int i = 0; i < 10_000; i++) {
      ApplicationId id = new ApplicationId(random.nextInt(1, 32768));
      GlobalPid pid = GlobalPid.inContainer(id.firstContainer(), random.nextInt(1, 32768));

      assertThat(AppOrPid.parse(id.toString())).as("%s", seed).isEqualTo(new AppOrPid.ById(id));
      assertThat(AppOrPid.parse(pid.toString())).as("%s", seed).isEqualTo(new AppOrPid.ByPid(pid));
    }
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
