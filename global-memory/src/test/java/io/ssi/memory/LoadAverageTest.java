package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssi.linux.testing.SeededRuns;
import org.junit.jupiter.api.Test;

class LoadAverageTest {

  @Test
  void aSteadyLoadIsReachedExactly() {
    LoadAverage average = after(LoadAverage.ZERO, 3, 5000);

    assertThat(LoadAverage.hundredths(average.fixed1())).isEqualTo(300);
    assertThat(LoadAverage.hundredths(average.fixed5())).isEqualTo(300);
    assertThat(LoadAverage.hundredths(average.fixed15())).isEqualTo(300);
  }

  @Test
  void anIdleNodeComesBackToZero() {
    LoadAverage average = after(after(LoadAverage.ZERO, 40, 500), 0, 5000);

    assertThat(LoadAverage.hundredths(average.fixed1())).isZero();
    assertThat(LoadAverage.hundredths(average.fixed15())).isZero();
  }

  @Test
  void oneTaskForAMinuteIsTwoThirdsOfALoad() {
    LoadAverage average = after(LoadAverage.ZERO, 1, 12);

    assertThat(LoadAverage.hundredths(average.fixed1())).isEqualTo(63);
    assertThat(LoadAverage.hundredths(average.fixed5())).isEqualTo(18);
    assertThat(LoadAverage.hundredths(average.fixed15())).isEqualTo(6);
  }

  @Test
  void staysBesideTheRealExponential() {
    SeededRuns.repeat(
        50,
        random -> {
          LoadAverage average = LoadAverage.ZERO;
          double exact = 0;
          double factor = Math.exp(-5.0 / 60);
          for (int i = 0; i < 200; i++) {
            int active = random.nextInt(20);
            average = average.next(active);
            exact = exact * factor + active * (1 - factor);
          }
          assertThat(LoadAverage.hundredths(average.fixed1()) / 100.0)
              .isCloseTo(exact, within(0.1));
        });
  }

  private static LoadAverage after(LoadAverage from, int active, int samples) {
    LoadAverage average = from;
    for (int i = 0; i < samples; i++) {
      average = average.next(active);
    }
    return average;
  }
}
