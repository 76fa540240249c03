package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileComparisonTest {
  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void copiesAProgram() throws IOException {
    file = Files.copy(Path.of("/bin/sh"), directory.resolve("program"));
  }

  private FileUse use() throws IOException {
    int mode = (Integer) Files.getAttribute(file, "unix:mode");
    return new FileUse(file.toString(), Files.size(file), mode, 0, false, BuildId.of(file));
  }

  private static Optional<Code> found(FileUse use) {
    return FileComparison.compare("node2", use).map(MoveBlocker::code);
  }

  @Test
  void theSameFileIsFine() throws IOException {
    assertThat(found(use())).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsMissing() throws IOException {
    FileUse use = use();
    Files.delete(file);

    assertThat(found(use)).contains(Code.FILE_MISSING);
  }

  @Test
  void anotherSizeIsAnotherFileUnlessItIsOnlyAppendedTo() throws IOException {
    FileUse use = use();
    Files.write(file, new byte[3]);

    assertThat(found(use)).contains(Code.FILE_DIFFERS);
    assertThat(found(new FileUse(use.path(), 1, use.mode(), 0, true, Optional.empty()))).isEmpty();
  }

  @Test
  void aFileThatBothShareMayGrowWhileItIsLookedAt() throws IOException {
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    int mode = use().mode();

    assertThat(found(new FileUse(file.toString(), 1, mode, inode, false, Optional.empty())))
        .isEmpty();
    assertThat(found(new FileUse(file.toString(), 1, mode, inode + 1, false, Optional.empty())))
        .contains(Code.FILE_DIFFERS);
  }

  @Test
  void anotherModeIsAnotherFile() throws IOException {
    FileUse use = use();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    assertThat(found(use)).contains(Code.FILE_DIFFERS);
  }

  @Test
  void anotherBuildOfTheSameSizeAndModeIsAnotherFile() throws IOException {
    FileUse use = use();
    assertThat(use.buildId()).hasValueSatisfying(id -> assertThat(id).hasSizeGreaterThan(16));
    byte[] content = Files.readAllBytes(file);
    int at = indexOf(content, HexFormat.of().parseHex(use.buildId().orElseThrow()));
    content[at] ^= 1;
    Files.copy(new ByteArrayInputStream(content), file, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(Path.of("/bin/sh")));

    assertThat(FileComparison.compare("node2", use))
        .hasValueSatisfying(
            blocker -> assertThat(blocker.sentence()).contains("is build", "node2"));
  }

  @Test
  void whatIsNoProgramHasNoBuildId() throws IOException {
    assertThat(BuildId.of(Files.write(file, new byte[100]))).isEmpty();
    assertThat(BuildId.of(Files.writeString(file, "\u007fELF"))).isEmpty();
    assertThat(BuildId.of(directory)).isEmpty();
    assertThat(BuildId.of(directory.resolve("nothing"))).isEmpty();
  }

  private static int indexOf(byte[] content, byte[] part) {
    for (int at = 0; at + part.length <= content.length; at++) {
      if (Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not in the file");
  }
}
