package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.SystemCallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplicedFileTest {
  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsInAPipeGoesToTheEnd() throws IOException {
    Path path = Files.writeString(directory.resolve("log"), "before,");
    try (Pipe pipe = Pipe.open();
        SplicedFile file = SplicedFile.open(path)) {
      assertThat(file.take(pipe.reader(), 100)).as("nothing there").isZero();
      pipe.writer().write(bytes("first,second"));
      assertThat(file.take(pipe.reader(), 6)).isEqualTo(6);
      assertThat(file.take(pipe.reader(), 100)).isEqualTo(6);
      pipe.writer().close();
      assertThat(file.take(pipe.reader(), 100)).as("nobody can write").isEqualTo(-1);

      assertThat(path).hasContent("before,first,second");
      assertThat(file.size()).isEqualTo(19);
      assertThat(file.read(7, 5)).isEqualTo(bytes("first"));
      assertThat(file.read(13, 100)).isEqualTo(bytes("second"));
    }
  }

  @Test
  void whatCannotBeTakenStaysInThePipe() {
    try (Pipe pipe = Pipe.open();
        SplicedFile file = SplicedFile.open(Path.of("/dev/full"))) {
      pipe.writer().write(bytes("kept"));
      assertThatThrownBy(() -> file.take(pipe.reader(), 100))
          .isInstanceOf(SystemCallException.class)
          .hasMessageContaining("splice");
      assertThat(PipeEnd.content(pipe.reader())).isEqualTo(bytes("kept"));
    }
  }

  @Test
  void partsAreWrittenAndCutOff() {
    Path path = directory.resolve("new");
    try (SplicedFile file = SplicedFile.create(path)) {
      file.write(3, bytes("xabcx"), 1, 3);
      assertThat(path).hasBinaryContent(bytes("\0\0\0abc"));
      file.truncate(4);
      assertThat(path).hasBinaryContent(bytes("\0\0\0a"));
    }
    SplicedFile.create(path).close();
    assertThat(path).isEmptyFile();
  }

  @Test
  void noLinkIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));

    assertThatThrownBy(() -> SplicedFile.create(link)).hasMessageContaining("ELOOP");
    assertThat(directory.resolve("target")).doesNotExist();
  }
}
