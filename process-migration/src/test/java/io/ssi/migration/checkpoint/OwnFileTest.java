package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {
  private static final int ROOT = 0;
  private static final int USER = 4711;

  @TempDir Path directory;

  @BeforeEach
  void asRoot() throws IOException {
    assumeThat(Files.getAttribute(directory, "unix:uid")).as("user").isEqualTo(ROOT);
  }

  private Path file(String name, int owner) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "content");
    Files.setAttribute(file, "unix:uid", owner);
    return file;
  }

  @Test
  void theOwnerAndRootWriteTheirFile() throws IOException {
    Path file = file("own", USER);
    for (int who : new int[] {USER, ROOT}) {
      try (FileChannel channel = OwnFile.open(file, who)) {
        channel.truncate(3 - who / USER);
      }
    }
    assertThat(file).hasContent("co");
  }

  @Test
  void aUserReachesNothingOfOthersOverADirectoryThatIsALink() throws IOException {
    Path secret = file("secret", ROOT);
    Path link = Files.createSymbolicLink(directory.resolve("d"), directory);

    assertThatThrownBy(() -> OwnFile.openOrMake(link.resolve("secret"), USER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("EPERM");
    assertThat(secret).hasContent("content");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path own = file("target", USER);
    Path link = Files.createSymbolicLink(directory.resolve("link"), own);

    assertThatThrownBy(() -> OwnFile.open(link, USER)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> OwnFile.open(link, ROOT)).isInstanceOf(IOException.class);
  }

  @Test
  void aFifoNeitherBlocksNorIsWritten() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> OwnFile.open(fifo, ROOT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> OwnFile.open(directory, ROOT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> OwnFile.open(Path.of("/proc/self/status"), USER))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onlyForRootAMissingFileIsMade() throws IOException {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> OwnFile.openOrMake(missing, USER)).hasMessageContaining("missing");
    assertThat(missing).doesNotExist();
    OwnFile.openOrMake(missing, ROOT).close();
    assertThat(missing).isEmptyFile();
  }
}
