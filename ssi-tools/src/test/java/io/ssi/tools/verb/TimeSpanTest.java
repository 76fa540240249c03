package io.ssi.tools.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {

  @Test
  void readsEveryUnitAndSecondsWithoutOne() {
    TimeSpan span = new TimeSpan();

    assertThat(span.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(span.convert("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(span.convert("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(span.convert("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(span.convert("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(span.convert("7d")).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void refusesWhatIsNoTime() {
    for (String text : List.of("", "s", "-1", "1.5s", "1w", "9999999999")) {
      assertThatThrownBy(() -> new TimeSpan().convert(text))
          .as(text)
          .isInstanceOf(TypeConversionException.class);
    }
  }
}
