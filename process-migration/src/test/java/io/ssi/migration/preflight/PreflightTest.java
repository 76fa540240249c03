package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.ProcessFacts.Connections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final long PLENTY = 1 << 30;
  private static final NodeFacts HERE = node("4.2.1", "6.18.44", "avx sse2", PLENTY);

  private static NodeFacts node(String criu, String kernel, String flags, long memory) {
    TreeSet<String> features = new TreeSet<>(List.of(flags.split(" ", -1)));
    return new NodeFacts(criu, kernel, features, memory, PLENTY, PLENTY);
  }

  private static ApplicationFacts using(String descriptor) {
    return application(
        new ProcessFacts(
            3,
            "server",
            0,
            List.of(descriptor),
            OpenFacts.NONE,
            Connections.NONE,
            List.of(),
            false));
  }

  private static ApplicationFacts application(ProcessFacts process) {
    return new ApplicationFacts(List.of(process), List.of(), MEBIBYTE, MEBIBYTE, false);
  }

  private static ApplicationFacts connected(Connections connections) {
    return application(
        new ProcessFacts(3, "client", 0, List.of(), OpenFacts.NONE, connections, List.of(), false));
  }

  @ParameterizedTest
  @CsvSource({
    "anon_inode:[io_uring], IO_URING",
    "anon_inode:[userfaultfd], USERFAULTFD",
    "/dev/fuse, DEVICE",
    "/dev/kvm, DEVICE"
  })
  void namesWhatCannotBeSaved(String descriptor, Code code) {
    assertThat(Preflight.ofSaving(using(descriptor), MigrationOptions.DEFAULT))
        .extracting(MoveBlocker::code)
        .containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/null",
    "/dev/urandom",
    "/dev/pts/0",
    "anon_inode:[eventpoll]",
    "socket:[123]",
    "/home/x/data"
  })
  void findsNothingInTheWayOfWhatCanBeSaved(String descriptor) {
    assertThat(Preflight.ofSaving(using(descriptor), MigrationOptions.DEFAULT)).isEmpty();
  }

  @Test
  void aConnectionIsInTheWayUnlessItMayBeClosed() {
    ApplicationFacts facts =
        connected(new Connections(List.of("10.0.0.9:80"), List.of("127.0.0.1:7"), List.of()));

    List<MoveBlocker> found = Preflight.ofSaving(facts, MigrationOptions.DEFAULT);

    assertThat(found)
        .extracting(MoveBlocker::code)
        .containsExactly(Code.TCP_OUTSIDE, Code.TCP_INSIDE);
    assertThat(found.getFirst().sentence()).contains("10.0.0.9:80", "--tcp-close");
    assertThat(found.getLast().sentence()).contains("127.0.0.1:7", "--tcp-close");
    assertThat(Preflight.ofSaving(facts, new MigrationOptions(true))).isEmpty();
  }

  @Test
  void aConnectionThatWaitsIsInTheWayInAnyCase() {
    ApplicationFacts facts =
        connected(new Connections(List.of(), List.of(), List.of("127.0.0.1:80")));

    assertThat(Preflight.ofSaving(facts, new MigrationOptions(true)))
        .extracting(MoveBlocker::code)
        .containsExactly(Code.TCP_UNACCEPTED);
  }

  @Test
  void aTracedProcessIsInTheWay() {
    ApplicationFacts facts =
        application(
            new ProcessFacts(
                3, "server", 99, List.of(), OpenFacts.NONE, Connections.NONE, List.of(), false));

    assertThat(Preflight.ofSaving(facts, MigrationOptions.DEFAULT))
        .extracting(MoveBlocker::code)
        .containsExactly(Code.TRACED);
  }

  @Test
  void aNamespaceOfItsOwnIsInTheWay() {
    ApplicationFacts facts =
        application(
            new ProcessFacts(
                3,
                "sandbox",
                0,
                List.of(),
                OpenFacts.NONE,
                Connections.NONE,
                List.of("mnt", "net"),
                false));

    assertThat(Preflight.ofSaving(facts, MigrationOptions.DEFAULT))
        .singleElement()
        .satisfies(blocker -> assertThat(blocker.code()).isEqualTo(Code.NAMESPACE))
        .satisfies(blocker -> assertThat(blocker.sentence()).contains("mnt, net"));
  }

  @ParameterizedTest
  @CsvSource({"true, false, 1", "true, true, 0", "false, false, 0", "false, true, 0"})
  void anotherUsersProcessIsInTheWayWhereCriuMayNotReadItsLimits(
      boolean ofOtherUser, boolean readable, int blockers) {
    ProcessFacts process =
        new ProcessFacts(
            3, "server", 0, List.of(), OpenFacts.NONE, Connections.NONE, List.of(), ofOtherUser);

    assertThat(
            Preflight.ofSaving(
                new ApplicationFacts(List.of(process), List.of(), 0, 0, readable),
                MigrationOptions.DEFAULT))
        .extracting(MoveBlocker::code)
        .hasSize(blockers)
        .allMatch(Code.MISSING_CAPABILITY::equals);
  }

  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void theTargetNeedsRoomForTheCopyAndForItsImage(int mebibytes, boolean enough) {
    NodeFacts there = node("4.2.1", "6.18.44", "avx sse2", mebibytes * MEBIBYTE);

    assertThat(Preflight.ofTarget(using("/dev/null"), HERE, "node2", there).isEmpty())
        .isEqualTo(enough);
  }

  @ParameterizedTest
  @CsvSource({
    "4.1.1, 6.18.44, 'avx sse2', 1073741824, CRIU_VERSION",
    "'', 6.18.44, 'avx sse2', 1073741824, CRIU_VERSION",
    "4.2.1, 6.1.0-18, 'avx sse2', 1073741824, KERNEL_VERSION",
    "4.2.1, 6.18.44, 'sse2', 1073741824, CPU_FEATURE",
    "4.2.1, 6.18.44, 'avx sse2', 1000, NO_MEMORY"
  })
  void namesWhatTheTargetLacks(String criu, String kernel, String flags, long memory, Code code) {
    NodeFacts there = node(criu, kernel, flags, memory);

    assertThat(Preflight.ofTarget(using("/dev/null"), HERE, "node2", there))
        .extracting(MoveBlocker::code)
        .containsExactly(code);
  }

  @Test
  void aNewerTargetWithMoreFeaturesIsFine() {
    NodeFacts there = node("4.3", "7.0.1", "avx avx2 sse2", PLENTY);

    assertThat(Preflight.ofTarget(using("/dev/null"), HERE, "node2", there)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1048575, 1", "1048576, 0"})
  void theImageNeedsRoomWhereItArrives(long bytes, int blockers) {
    NodeFacts there = new NodeFacts("4.2.1", "6.18.44", HERE.cpuFlags(), PLENTY, bytes, PLENTY);

    assertThat(Preflight.ofTarget(using("/dev/null"), HERE, "node2", there))
        .hasSize(blockers)
        .allMatch(blocker -> blocker.code() == Code.NO_DISK);
  }

  @ParameterizedTest
  @CsvSource({"1048575, true", "1048576, false"})
  void aCheckpointNeedsRoomOnTheDisk(long bytes, boolean isInTheWay) {
    NodeFacts here = new NodeFacts("4.2.1", "6.18.44", HERE.cpuFlags(), PLENTY, PLENTY, bytes);

    assertThat(Preflight.ofRoom(using("/dev/null"), "node1", here).map(MoveBlocker::code))
        .isEqualTo(isInTheWay ? Optional.of(Code.NO_DISK) : Optional.empty());
  }
}
