package io.ssi.pid.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.pid.Applications;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.Owner;
import io.ssi.pid.UnknownSchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFilesTest {
  private static final ContainerNumber NUMBER = new ContainerNumber(17);

  @TempDir Path directory;
  private ApplicationFiles files;
  private Owner owner;

  @BeforeEach
  void asTheUserWhoTests() throws IOException {
    files = new ApplicationFiles(directory.resolve("applications"));
    int uid = (Integer) Files.getAttribute(directory, "unix:uid");
    int gid = (Integer) Files.getAttribute(directory, "unix:gid");
    owner = new Owner(uid, gid, "tester");
  }

  @Test
  void theLogIsTheOwnersAndTheDirectoryLetsThrough() throws IOException {
    Path output = files.open(NUMBER, owner, 0);

    assertThat(output).isEqualTo(files.output(NUMBER)).isEmptyFile();
    assertThat(Files.getAttribute(output, "unix:uid")).isEqualTo(owner.uid());
    assertThat(permissions(output)).isEqualTo("rw-------");
    assertThat(permissions(output.resolveSibling("."))).isEqualTo("rwx--x--x");
  }

  @Test
  void aFinishedSegmentIsFoundUnderItsNumber() throws IOException {
    Files.writeString(files.open(NUMBER, owner, 2), "text");
    assertThat(files.find(NUMBER, 2).orElseThrow().isFinished()).isFalse();

    files.finish(NUMBER);
    files.finish(NUMBER);

    assertThat(files.find(NUMBER, 2).orElseThrow().isFinished()).isTrue();
    assertThat(files.find(NUMBER, 2).orElseThrow().file()).hasContent("text");
    assertThat(files.find(NUMBER, 0)).isEmpty();
    assertThat(files.output(NUMBER)).doesNotExist();
  }

  @Test
  void aHundredStaysThatSaidNothingLeaveNoFileEach() throws IOException {
    for (int segment = 0; segment < 100; segment++) {
      var _ = files.open(NUMBER, owner, segment);
    }
    assertThat(files.incoming(NUMBER, 200)).isEmptyFile();
    files.keep(NUMBER, 200);
    files.finish(NUMBER);

    for (int segment : new int[] {0, 1, 10, 99, 200}) {
      assertThat(files.find(NUMBER, segment).orElseThrow().isFinished()).isTrue();
      assertThat(Files.readAllBytes(files.find(NUMBER, segment).orElseThrow().file())).isEmpty();
    }
    assertThat(files.find(NUMBER, 100)).isEmpty();
    assertThat(files.find(NUMBER, 20)).isPresent();
    assertThat(files.find(NUMBER, 2000)).isEmpty();
    try (Stream<Path> kept = Files.list(files.output(NUMBER).getParent())) {
      assertThat(kept).hasSize(1);
    }
  }

  @Test
  void aNewStayFinishesTheLogOfTheEarlierOne() throws IOException {
    Files.writeString(files.open(NUMBER, owner, 0), "old");

    files.open(NUMBER, owner, 1);

    assertThat(files.find(NUMBER, 0).orElseThrow().file()).hasContent("old");
    assertThat(files.find(NUMBER, 1).orElseThrow().file()).isEmptyFile();
  }

  @Test
  void aStayThatNeverBeganLeavesEarlierSegmentsAlone() throws IOException {
    Files.writeString(files.open(NUMBER, owner, 0), "old");
    files.open(NUMBER, owner, 1);

    files.discard(NUMBER);

    assertThat(files.find(NUMBER, 0)).isPresent();
    assertThat(files.find(NUMBER, 1)).isEmpty();
  }

  @Test
  void aFetchedSegmentCountsOnlyWhenItIsWhole() throws IOException {
    Path part = files.incoming(NUMBER, 0);
    Files.writeString(part, "fetched");
    assertThat(files.find(NUMBER, 0)).isEmpty();

    files.keep(NUMBER, 0);

    assertThat(files.find(NUMBER, 0).orElseThrow().file()).hasContent("fetched");
  }

  @Test
  void keepsTheNewestRecord() {
    files.save(Applications.fresh(17, 1));
    files.save(Applications.travelled());

    assertThat(files.saved(NUMBER)).contains(Applications.travelled());
    assertThat(files.saved(new ContainerNumber(18))).isEmpty();
    assertThat(files.all()).containsExactly(NUMBER);
  }

  @Test
  void aDamagedRecordIsAnError() throws IOException {
    files.save(Applications.travelled());
    Files.write(files.output(NUMBER).resolveSibling("record"), new byte[] {8, 9});

    assertThatThrownBy(() -> files.saved(NUMBER)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void aDamagedSegmentNumberIsAnError() throws IOException {
    files.open(NUMBER, owner, 0);
    Files.writeString(files.output(NUMBER).resolveSibling("segment"), "x");

    assertThatThrownBy(() -> files.finish(NUMBER))
        .isInstanceOf(LogFileException.class)
        .hasMessageContaining("segment");
  }

  @Test
  void leavesNothingBehind() {
    files.open(NUMBER, owner, 0);
    files.save(Applications.travelled());

    files.delete(NUMBER);
    files.delete(NUMBER);

    assertThat(files.all()).isEmpty();
    assertThat(files.output(NUMBER).getParent()).doesNotExist();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
