package io.ssi.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterKeyTest {
  @TempDir Path directory;

  @Test
  void aWrittenKeyIsReadBackAndOnlyItsOwnerCanReadTheFile() throws IOException {
    ClusterKey key = ClusterKey.generate(new SecureRandom());
    Path file = directory.resolve("key");

    key.writeTo(file);

    assertThat(ClusterKey.readFrom(file)).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> key.writeTo(file)).isInstanceOf(ClusterKeyException.class);
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    Path file = directory.resolve("key");
    ClusterKey.generate(new SecureRandom()).writeTo(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> ClusterKey.readFrom(file))
        .isInstanceOf(ClusterKeyException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutBeingPrinted() {
    for (String text : new String[] {"", "00", "x".repeat(64), "0".repeat(65)}) {
      assertThatThrownBy(() -> ClusterKey.parse(text))
          .isInstanceOf(ClusterKeyException.class)
          .hasMessageNotContaining("xxx");
    }
    assertThatThrownBy(() -> ClusterKey.readFrom(directory.resolve("none")))
        .isInstanceOf(ClusterKeyException.class)
        .hasMessageContaining("There is no cluster key");
  }

  @Test
  void everyUseAndSaltGivesAnotherKeyAndTheSameOneAgain() {
    ClusterKey key = ClusterKey.parse("0b".repeat(32));
    byte[] salt = {1, 2, 3};

    assertThat(key.derive(salt, "a", 32)).isEqualTo(key.derive(salt, "a", 32)).hasSize(32);
    assertThat(key.derive(salt, "a", 32)).isNotEqualTo(key.derive(salt, "b", 32));
    assertThat(key.derive(salt, "a", 32)).isNotEqualTo(key.derive(new byte[] {1}, "a", 32));
    assertThat(key.toString()).doesNotContain("0b0b");
  }
}
