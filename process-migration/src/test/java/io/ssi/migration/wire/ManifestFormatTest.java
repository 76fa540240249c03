package io.ssi.migration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.Sha256;
import io.ssi.migration.image.WritableFile;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestFormatTest {
  static ImageManifest manifest() {
    return new ImageManifest(
        17,
        3,
        "before the upgrade",
        Instant.ofEpochMilli(1_700_000_000_123L),
        2,
        new byte[] {1, 2, 3},
        "java -jar x.jar",
        List.of(new ImageFile(new ImageFileName("core-3.img"), 6, new Sha256("ab".repeat(32)))),
        List.of(
            new WritableFile(
                Path.of("/data/log"),
                4711,
                Instant.ofEpochSecond(1_700_000_000L, 987_654_321),
                Optional.of(new ImageFileName("saved-file-0")))),
        List.of(new CarriedProcess(3, Instant.ofEpochMilli(5), Duration.ofNanos(77))),
        12,
        Duration.ofNanos(15_000));
  }

  @Test
  void isReadAsItWasWritten() {
    ImageManifest read = ManifestFormat.decode(ManifestFormat.encode(manifest()));

    assertThat(read).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(manifest());
  }

  @Test
  void bytesThatAreNoManifestAreAnError() {
    assertThatThrownBy(() -> ManifestFormat.decode(new byte[] {(byte) 0xff, 1, 2}))
        .isInstanceOf(ImageCorruptException.class);
    assertThatThrownBy(() -> ManifestFormat.decode(new byte[0]))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("schema");
  }

  @Test
  void aTruncatedManifestIsAnError() {
    byte[] whole = ManifestFormat.encode(manifest());
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 4);

    assertThatThrownBy(() -> ManifestFormat.decode(cut)).isInstanceOf(ImageCorruptException.class);
  }
}
