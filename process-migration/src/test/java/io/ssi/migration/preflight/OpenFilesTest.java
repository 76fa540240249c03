package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.OpenFacts.DeletedFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {
  private static final long MEBIBYTE = 1 << 20;

  private static List<Code> found(OpenFacts open) {
    return OpenFiles.blockers("process 3", List.of(), open).stream()
        .map(MoveBlocker::code)
        .toList();
  }

  private static OpenFacts of(Set<String> protocols, List<Long> unix, List<DeletedFile> deleted) {
    return new OpenFacts(protocols, unix, deleted, List.of(), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "anon_inode:[eventfd], 0",
    "anon_inode:inotify, 0",
    "anon_inode:[pidfd], 0",
    "anon_inode:[perf_event], 1",
    "anon_inode:bpf-map, 1",
    "anon_inode:[landlock-ruleset], 1",
    "/secretmem (deleted), 1",
    "/memfd:x (deleted), 0",
    "/dev/zero (deleted), 0"
  })
  void whatHasNoNameOfItsOwnMustBeKnown(String target, int blockers) {
    assertThat(OpenFiles.blockers("process 3", List.of(target, target), OpenFacts.NONE))
        .hasSize(blockers)
        .allMatch(blocker -> blocker.code() == Code.UNSUPPORTED_FILE);
  }

  @ParameterizedTest
  @CsvSource({"TCP, 0", "UDPv6, 0", "UNIX-STREAM, 0", "NETLINK, 0", "MPTCP, 1", "AF_VSOCK, 1"})
  void aSocketIsOfAProtocolThatCriuKnows(String protocol, int blockers) {
    assertThat(found(of(Set.of(protocol), List.of(), List.of())))
        .hasSize(blockers)
        .allMatch(Code.SOCKET_KIND::equals);
  }

  @Test
  void aUnixSocketToOutsideIsInTheWay() {
    assertThat(found(of(Set.of("UNIX"), List.of(4711L), List.of())))
        .containsExactly(Code.UNIX_OUTSIDE);
  }

  @ParameterizedTest
  @CsvSource({"16, 0, 0", "17, 0, 1", "1, 1, 1"})
  void aDeletedFileGoesAlongIfItIsSmallAndHasNoOtherName(int size, int links, int blockers) {
    DeletedFile file = new DeletedFile("/data/x", size * MEBIBYTE, links);

    assertThat(found(of(Set.of(), List.of(), List.of(file))))
        .hasSize(blockers)
        .allMatch(Code.DELETED_FILE::equals);
  }

  @Test
  void whatIsHiddenOrWatchedOutsideIsInTheWay() {
    assertThat(
            found(
                new OpenFacts(
                    Set.of(), List.of(), List.of(), List.of("/queue"), List.of(77), List.of())))
        .containsExactly(Code.UNSUPPORTED_FILE, Code.UNSUPPORTED_FILE);
  }
}
