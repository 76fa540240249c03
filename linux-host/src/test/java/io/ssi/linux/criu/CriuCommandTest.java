package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriuCommandTest {
  @TempDir Path cache;

  @Test
  void readsOneArgumentFromEachLine() throws IOException {
    Files.createDirectory(cache.resolve("criu"));
    Files.writeString(
        cache.resolve("criu/command"), "/x/ld.so\n--library-path\n/x y/lib\n/x/criu\n");

    assertThat(CriuCommand.load(cache).worker())
        .containsExactly(
            "/x/ld.so",
            "--library-path",
            "/x y/lib",
            "/x/criu",
            "--no-default-config",
            "swrk",
            "3");
  }

  @Test
  void saysHowToGetOneWhereNoneWasChosen() {
    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> CriuCommand.load(cache))
        .withMessageContaining("criu/command")
        .withMessageContaining("criu.sh ensure");
  }

  @Test
  void refusesAnEmptyFileAndARelativePath() throws IOException {
    Files.createDirectory(cache.resolve("criu"));
    Files.createFile(cache.resolve("criu/command"));

    assertThatExceptionOfType(CriuFailedException.class).isThrownBy(() -> CriuCommand.load(cache));
    assertThatIllegalArgumentException().isThrownBy(() -> new CriuCommand(List.of("criu")));
  }
}
