package io.ssi.tests.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RequiresTest {
  @Test
  void skipsWithTheReasonOnAPersonsMachine() {
    var result = RequiresCondition.refused(Need.CRIU, "there is none", false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValue("needs CRIU, but there is none");
  }

  @Test
  void failsInCi() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RequiresCondition.refused(Need.ROOT, "this is nobody", true))
        .withMessage("CI must have ROOT, but this is nobody");
  }
}
