package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriuVersionTest {
  @ParameterizedTest
  @CsvSource({
    "4.2.1, 4.2.0, true, true",
    "4.2, 4.2.1, true, true",
    "4.2.1, 4.1.1, true, false",
    "4.1.1, 4.2.1, false, false",
    "5.0, 4.9, true, false",
    "4.9, 5.0, false, false"
  })
  void restoresTheSameMinorAndOlderOnes(
      String target, String source, boolean images, boolean pages) {
    CriuVersion here = CriuVersion.parse(target);
    CriuVersion there = CriuVersion.parse(source);

    assertThat(here.restoresImagesOf(there)).isEqualTo(images);
    assertThat(here.sharesPageProtocolWith(there)).isEqualTo(pages);
  }

  @Test
  void ordersByAllParts() {
    assertThat(CriuVersion.parse("4.10")).isGreaterThan(CriuVersion.parse("4.9.9"));
    assertThat(CriuVersion.parse("4.2.1")).isGreaterThan(CriuVersion.parse("4.2"));
    assertThat(CriuVersion.parse("4.2")).hasToString("4.2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "4.2.1.0", "4.x", "4.", "-4.2", "4.2-rc1"})
  void refusesWhatIsNoVersion(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CriuVersion.parse(text));
  }
}
