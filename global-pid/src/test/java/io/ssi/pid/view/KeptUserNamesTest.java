package io.ssi.pid.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptUserNamesTest {
  private final List<Integer> asked = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final KeptUserNames names =
      new KeptUserNames(
          uid -> {
            asked.add(uid);
            return "user" + uid + "-" + asked.size();
          },
          Duration.ofSeconds(30),
          () -> now);

  @Test
  void asksOnceInAWhile() {
    assertThat(names.apply(7)).isEqualTo("user7-1");
    now += Duration.ofSeconds(29).toNanos();
    assertThat(names.apply(7)).isEqualTo("user7-1");
    assertThat(names.apply(0)).isEqualTo("user0-2");

    now += Duration.ofSeconds(1).toNanos();
    assertThat(names.apply(7)).isEqualTo("user7-3");
  }

  @Test
  void manyUsersDoNotFillTheMemory() {
    for (int uid = 0; uid < 10_000; uid++) {
      assertThat(names.apply(uid)).isEqualTo("user" + uid + "-" + (uid + 1));
    }
    assertThat(names.apply(9_999)).isEqualTo("user9999-10000");
    assertThat(names.apply(0)).isEqualTo("user0-10001");
  }
}
