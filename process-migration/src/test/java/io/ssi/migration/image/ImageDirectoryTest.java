package io.ssi.migration.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDirectoryTest {
  private static final byte[] CONTENT = "memory".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp = Path.of("set by JUnit");
  private ImageDirectory directory = new ImageDirectory(temp);

  @BeforeEach
  void makesOne() throws IOException {
    directory = ImageDirectory.create(temp.resolve("a/b"));
  }

  private ImageFile written(String name) throws IOException {
    ImageFileName file = new ImageFileName(name);
    Files.write(directory.file(file), CONTENT);
    return new ImageFile(file, CONTENT.length, Sha256.ofFile(directory.file(file)));
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.path()))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE", "OWNER_EXECUTE");
  }

  @Test
  void countsOnlyFilesOfAnImage() throws IOException {
    written("core-3.img");
    Files.writeString(directory.path().resolve("dump.log"), "a log");
    Files.createSymbolicLink(directory.path().resolve("mm-3.img"), Path.of("/etc/passwd"));

    assertThat(directory.names()).extracting(ImageFileName::value).containsExactly("core-3.img");
  }

  @Test
  void acceptsFilesThatAreWhatTheManifestSays() throws IOException {
    directory.verify(List.of(written("core-3.img"), written("pages-1.img")));
  }

  @Test
  void findsAFileThatWasChanged() throws IOException {
    ImageFile file = written("core-3.img");
    Files.writeString(directory.file(file.name()), "Memory");

    assertThatThrownBy(() -> directory.verify(List.of(file)))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("core-3.img");
  }

  @Test
  void findsAFileThatIsMissing() throws IOException {
    ImageFile file = written("core-3.img");
    Files.delete(directory.file(file.name()));

    assertThatThrownBy(() -> directory.verify(List.of(file)))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void keepsNothingOfAFileThatArrivesWithAnotherHash() throws IOException {
    ImageFile expected = written("core-3.img");
    Files.delete(directory.file(expected.name()));

    assertThatThrownBy(() ->
            directory.receive(
                expected, new ByteArrayInputStream("nemory".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ImageCorruptException.class);
    assertThat(directory.names()).isEmpty();
  }

  @Test
  void keepsNothingOfAFileThatEndsEarly() throws IOException {
    ImageFile expected = written("core-3.img");
    Files.delete(directory.file(expected.name()));

    assertThatThrownBy(
            () -> directory.receive(expected, new ByteArrayInputStream(new byte[] {'m'})))
        .isInstanceOf(EOFException.class);
    assertThat(directory.names()).isEmpty();
  }

  @Test
  void takesExactlyTheBytesOfAFileFromAStream() throws IOException {
    ImageFile expected = written("core-3.img");
    Files.delete(directory.file(expected.name()));
    ByteArrayInputStream stream =
        new ByteArrayInputStream("memorynext".getBytes(StandardCharsets.UTF_8));

    directory.receive(expected, stream);

    assertThat(directory.hashed()).containsExactly(expected);
    assertThat(stream.available()).isEqualTo(4);
  }

  @Test
  void deletesItselfWithWhatIsInIt() throws IOException {
    written("core-3.img");

    directory.delete();
    directory.delete();

    assertThat(directory.path()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../core-3.img",
        "/etc/passwd",
        "",
        ".",
        "..",
        "a/b",
        "core\0.img",
        "MANIFEST",
        "core-3.img.bak",
        "-x"
      })
  void namesThatCouldBeSomethingElseAreRefused(String name) {
    assertThatThrownBy(() -> new ImageFileName(name)).isInstanceOf(ImageCorruptException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory.img",
        "core-3.img",
        "pages-65537.img",
        "pagemap-shmem-12.img",
        "ghost-file-1f.img",
        "stats-dump",
        "saved-file-0"
      })
  void theNamesThatCriuUsesAreAccepted(String name) {
    assertThat(new ImageFileName(name).value()).isEqualTo(name);
  }
}
