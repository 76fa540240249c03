package io.ssi.linux.criu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedPathsTest {
  @TempDir Path scratch;

  @Test
  void filesOfOneDirectoryGetNamesInAnotherAndNothingElseChanges() throws IOException {
    Path copy = RecordedImages.copy(scratch);
    long before = Files.size(copy.resolve("files.img"));

    int moved = MovedPaths.move(copy, "/run/", "/data/");

    assertThat(moved).isPositive();
    assertThat(Files.size(copy.resolve("files.img"))).isEqualTo(before + moved);
    assertThat(CheckpointImages.read(copy).requiredFiles())
        .extracting(RequiredFile::path)
        .contains("/data/append.log", "/usr/bin/perl")
        .doesNotContain("/run/append.log");
    assertThat(MovedPaths.move(copy, "/data/", "/run/")).isEqualTo(moved);
    assertThat(CheckpointImages.read(copy).files())
        .containsExactlyInAnyOrderElementsOf(
            CheckpointImages.read(RecordedImages.directory()).files());
  }

  @Test
  void aDirectoryOfWhichTheImageHasNothingLeavesItAsItIs() throws IOException {
    Path copy = RecordedImages.copy(scratch);
    byte[] before = Files.readAllBytes(copy.resolve("files.img"));

    assertThat(MovedPaths.move(copy, "/nowhere/", "/data/")).isZero();

    assertThat(Files.readAllBytes(copy.resolve("files.img"))).isEqualTo(before);
  }

  @Test
  void aMutilatedImageIsRefused() throws IOException {
    Path copy = RecordedImages.copy(scratch);
    byte[] content = Files.readAllBytes(copy.resolve("files.img"));
    Files.write(copy.resolve("files.img"), Arrays.copyOf(content, content.length - 3));

    assertThatThrownBy(() -> MovedPaths.move(copy, "/run/", "/data/"))
        .isInstanceOf(ImageFormatException.class);
  }
}
