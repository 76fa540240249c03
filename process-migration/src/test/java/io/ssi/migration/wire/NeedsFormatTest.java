package io.ssi.migration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.preflight.FileUse;
import io.ssi.migration.preflight.ImageNeeds;
import io.ssi.migration.preflight.NeededFile;
import io.ssi.migration.preflight.NodeFacts;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NeedsFormatTest {
  private static final ImageNeeds NEEDS =
      new ImageNeeds(
          List.of(
              new NeededFile(
                  new FileUse("/bin/x", 10, 0100755, 0, false, Optional.of("ab12")), false, false),
              new NeededFile(
                  new FileUse("/data", 0, 0100644, 7, true, Optional.empty()), true, true)),
          4096,
          new NodeFacts("4.2.1", "6.18", new TreeSet<>(List.of("avx", "sse2")), 1, 2, 3));

  @Test
  void readsWhatItWrote() {
    assertThat(NeedsFormat.decode(NeedsFormat.encode(NEEDS))).isEqualTo(NEEDS);
    assertThat(NeedsFormat.decodeAnswer(NeedsFormat.encodeAnswer(Optional.of(NEEDS))))
        .contains(NEEDS);
    assertThat(NeedsFormat.decodeAnswer(NeedsFormat.encodeAnswer(Optional.empty()))).isEmpty();
  }

  @Test
  void somethingElseIsAnError() {
    byte[] bytes = NeedsFormat.encode(NEEDS);
    bytes[1] = 99;

    assertThatThrownBy(() -> NeedsFormat.decode(bytes)).isInstanceOf(ImageCorruptException.class);
    assertThatThrownBy(() -> NeedsFormat.decode(new byte[] {8}))
        .isInstanceOf(ImageCorruptException.class);
  }
}
