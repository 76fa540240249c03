package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.FilePolicy;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.RestartAs;
import io.ssi.migration.RestartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPreflightTest {
  private static final long PLENTY = 1 << 30;
  private static final int TEN_BYTES = 10;

  @TempDir Path directory;

  private Path file;
  private int mode;

  @BeforeEach
  void writesAFile() throws IOException {
    file = Files.write(directory.resolve("data"), new byte[TEN_BYTES]);
    mode = (Integer) Files.getAttribute(file, "unix:mode");
  }

  private static NodeFacts node(String criu, String kernel, String flags, long memory) {
    TreeSet<String> features = new TreeSet<>(List.of(flags.split(" ", -1)));
    return new NodeFacts(criu, kernel, features, memory, PLENTY, PLENTY);
  }

  private static List<MoveBlocker> found(
      List<NeededFile> files, FilePolicy policy, NodeFacts here) {
    NodeFacts origin = node("4.2.1", "6.18.44", "avx sse2", PLENTY);
    return RestartPreflight.ofNode(new ImageNeeds(files, 1000, origin), policy, "node3", here);
  }

  private List<MoveBlocker> ofFile(int size, boolean written, boolean saved, FilePolicy policy) {
    FileUse use = new FileUse(file.toString(), size, mode, 0, false, Optional.empty());
    NodeFacts here = node("4.2.1", "6.18.44", "avx sse2", PLENTY);
    return found(List.of(new NeededFile(use, written, saved)), policy, here);
  }

  @ParameterizedTest
  @CsvSource({
    "4.1.1, 6.18.44, avx sse2, 1000, CRIU_VERSION",
    "'', 6.18.44, avx sse2, 1000, CRIU_VERSION",
    "4.2.1, 6.1.0-18, avx sse2, 1000, KERNEL_VERSION",
    "4.2.1, 6.18.44, sse2, 1000, CPU_FEATURE",
    "4.2.1, 6.18.44, avx sse2, 999, NO_MEMORY"
  })
  void namesWhatTheNodeLacks(String criu, String kernel, String flags, long memory, Code code) {
    assertThat(found(List.of(), FilePolicy.KEEP, node(criu, kernel, flags, memory)))
        .extracting(MoveBlocker::code)
        .containsExactly(code);
  }

  @Test
  void aNewerNodeWithMoreFeaturesIsFine() {
    NodeFacts here = node("4.3", "7.0.1", "avx avx2 sse2", 1000);

    assertThat(found(List.of(), FilePolicy.KEEP, here)).isEmpty();
  }

  /** The file has ten bytes now. */
  @ParameterizedTest
  @CsvSource({
    "10, false, false, KEEP, true",
    "9, false, false, KEEP, false",
    "9, false, false, TRUNCATE, false",
    "9, false, false, IMAGE, false",
    "9, true, false, KEEP, false",
    "9, true, false, TRUNCATE, true",
    "11, true, false, TRUNCATE, false",
    "9, true, false, IMAGE, false",
    "9, true, true, IMAGE, true",
    "11, true, true, IMAGE, true"
  })
  void aFileThatWasWrittenSinceIsInTheWayUnlessItIsBroughtBack(
      int size, boolean written, boolean saved, FilePolicy policy, boolean fine) {
    assertThat(ofFile(size, written, saved, policy).stream().map(MoveBlocker::code))
        .containsExactlyElementsOf(fine ? List.of() : List.of(Code.FILE_DIFFERS));
  }

  @ParameterizedTest
  @CsvSource({
    "ITSELF, KEEP, false, true",
    "ITSELF, IMAGE, false, true",
    "NEW, KEEP, false, false",
    "NEW, KEEP, true, false",
    "NEW_SHARING, KEEP, true, true",
    "NEW_SHARING, IMAGE, true, false",
    "NEW_SHARING, TRUNCATE, true, false",
    "NEW_SHARING, IMAGE, false, true"
  })
  void aNewApplicationWritesToTheFilesOfTheOtherOnlyIfThatWasSaidAndHarmsNothing(
      RestartAs as, FilePolicy policy, boolean isLive, boolean fine) {
    RestartOrder order =
        new RestartOrder(new CheckpointId(17, 3), policy, 0, as, Optional.empty(), false, "");
    FileUse use = new FileUse("/data/log", TEN_BYTES, mode, 0, true, Optional.empty());
    FileUse read = new FileUse("/data/read", TEN_BYTES, mode, 0, false, Optional.empty());
    List<NeededFile> files =
        List.of(new NeededFile(use, true, true), new NeededFile(read, false, false));
    ImageNeeds needs = new ImageNeeds(files, 1000, node("4.2.1", "6.18.44", "avx", PLENTY));

    assertThat(RestartPreflight.ofSharing(needs, order, isLive))
        .extracting(found -> found.code() + " " + found.subject())
        .containsExactlyElementsOf(fine ? List.of() : List.of("FILE_SHARED /data/log"));
  }

  @Test
  void aFileThatIsGoneIsMissingUnlessItsContentWasSaved() throws IOException {
    Files.delete(file);

    assertThat(ofFile(TEN_BYTES, true, true, FilePolicy.KEEP))
        .singleElement()
        .satisfies(blocker -> assertThat(blocker.code()).isEqualTo(Code.FILE_MISSING))
        .satisfies(blocker -> assertThat(blocker.advice()).contains("--files=image"));
    assertThat(ofFile(TEN_BYTES, true, true, FilePolicy.IMAGE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"999, 1", "1000, 0"})
  void aVersionThatMustBeFetchedNeedsRoom(long room, int blockers) {
    NodeFacts here = new NodeFacts("4.2.1", "6.18", new TreeSet<>(), PLENTY, PLENTY, room);

    assertThat(RestartPreflight.ofRoom(1000, "node3", here).stream())
        .hasSize(blockers)
        .allMatch(blocker -> blocker.code() == Code.NO_DISK);
  }
}
