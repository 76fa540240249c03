package io.ssi.migration.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.InsidePid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidGapTest {

  @Test
  void beginsWhereTheKernelBeginsWhenNothingIsTakenThere() {
    assertThat(before(List.of(2, 3, 17))).isEqualTo(299);
  }

  @Test
  void takesTheLongestRun() {
    assertThat(before(List.of(2, 400, 1000, 32000))).isEqualTo(1000);
    assertThat(before(List.of(31000))).isEqualTo(299);
    assertThat(before(List.of(301))).isEqualTo(301);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNumbersAfterItAreFree(long seed) {
    Random random = new Random(seed);
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      taken.add(2 + random.nextInt(32_766));
    }

    int before = before(taken);

    for (int next = before + 1; next <= before + 32 && next <= 32_767; next++) {
      assertThat(taken).as("seed=%d", seed).doesNotContain(next);
    }
  }

  private static int before(List<Integer> taken) {
    return PidGap.before(taken.stream().map(InsidePid::new).toList());
  }
}
