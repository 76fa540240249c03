package io.ssi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.VersionNumbers.Range;
import io.ssi.migration.VersionNumbers.Sleep;
import io.ssi.migration.wire.VersionNumbersFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VersionNumbersTest {

  @Test
  void deletedVersionsAreKeptAsRanges() {
    VersionNumbers numbers =
        VersionNumbers.NONE.withGiven(9).withRemoved(List.of(3, 1, 2, 7)).withRemoved(List.of(5));

    assertThat(numbers.removed())
        .containsExactly(new Range(1, 3), new Range(5, 5), new Range(7, 7));
    assertThat(numbers.highest()).isEqualTo(9);
    assertThat(numbers.isRemoved(2)).isTrue();
    assertThat(numbers.isRemoved(4)).isFalse();
    assertThat(numbers.isRemoved(9)).isFalse();
  }

  @Test
  void aDeletedNumberWasGiven() {
    assertThat(VersionNumbers.NONE.withRemoved(List.of(4)).highest()).isEqualTo(4);
  }

  @Test
  void whatManyKnowIsTheSameInAnyOrder() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      VersionNumbers one = random(random);
      VersionNumbers other = random(random);
      VersionNumbers third = random(random);

      assertThat(one.with(other).with(third)).isEqualTo(third.with(one).with(other));
      assertThat(one.with(one)).isEqualTo(one);
      assertThat(VersionNumbersFormat.decode(VersionNumbersFormat.encode(one))).isEqualTo(one);
    }
  }

  @Test
  void anApplicationSleepsUntilItIsWokenWhoeverTellsOfItWhen() {
    VersionNumbers asleep = VersionNumbers.NONE.withSleep(new Sleep(3, 2, true));
    VersionNumbers awake = asleep.awake();

    assertThat(asleep.asleep()).contains(new Sleep(3, 2, true));
    assertThat(asleep.highest()).isEqualTo(3);
    assertThat(awake.asleep()).isEmpty();
    // A node that was away still knows of the sleep.
    assertThat(awake.with(asleep).asleep()).isEmpty();
    assertThat(asleep.with(awake).asleep()).isEmpty();
    VersionNumbers again = awake.withSleep(new Sleep(5, 1, false));
    assertThat(again.with(asleep).asleep()).contains(new Sleep(5, 1, false));
    assertThat(asleep.with(again).asleep()).contains(new Sleep(5, 1, false));
    assertThat(VersionNumbers.NONE.awake()).isEqualTo(VersionNumbers.NONE);
  }

  @Test
  void otherBytesAreRefused() {
    assertThatThrownBy(() -> VersionNumbersFormat.decode(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VersionNumbersFormat.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static VersionNumbers random(Random random) {
    Set<Integer> removed = new TreeSet<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      removed.add(1 + random.nextInt(12));
    }
    VersionNumbers numbers = VersionNumbers.NONE.withGiven(random.nextInt(15)).withRemoved(removed);
    int slept = random.nextInt(9);
    if (slept > 0) {
      numbers = numbers.withSleep(new Sleep(slept, slept % 3 + 1, slept % 2 == 0));
    }
    return random.nextBoolean() ? numbers.awake() : numbers;
  }
}
