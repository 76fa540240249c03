package io.ssi.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void sizesHaveAtMostFourCharacters() {
    assertThat(Quantity.bytes(0)).isEqualTo("0B");
    assertThat(Quantity.bytes(999)).isEqualTo("999B");
    assertThat(Quantity.bytes(1000)).isEqualTo("1.0K");
    assertThat(Quantity.bytes(1536)).isEqualTo("1.5K");
    assertThat(Quantity.bytes(10 * 1024)).isEqualTo("10K");
    assertThat(Quantity.bytes(1023 * 1024)).isEqualTo("1.0M");
    assertThat(Quantity.bytes(24L << 30)).isEqualTo("24G");
  }

  @Test
  void timesAreShownInTheUnitThatFits() {
    assertThat(Quantity.age(Duration.ofMillis(8))).isEqualTo("8ms");
    assertThat(Quantity.age(Duration.ofMillis(1234))).isEqualTo("1.2s");
    assertThat(Quantity.age(Duration.ofSeconds(61))).isEqualTo("1m");
    assertThat(Quantity.age(Duration.ofMinutes(119))).isEqualTo("1h");
    assertThat(Quantity.age(Duration.ofHours(49))).isEqualTo("2d");
    assertThat(Quantity.cpuTime(Duration.ofSeconds(4510))).isEqualTo("75:10");
  }

  @Test
  void datesCarryTheirOffset() {
    assertThat(Quantity.date(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.ofHours(2)))
        .isEqualTo("2023-11-15 00:13:20 +0200");
  }
}
