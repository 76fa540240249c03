package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.criu.CriuProblem.Kind;
import io.ssi.linux.testing.SeededRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriuLogTest {
  private static final String HARMLESS =
      "Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not"
          + " permitted";
  private static final String DUMP_FAILED = "Error (criu/cr-dump.c:1975): Dumping FAILED.";

  /** Lines that CRIU 4.2.1 has written about programs made for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pie: 6: Error (criu/pie/parasite.c:588): send_fds failed (-22) | IO_URING | ``",
        "Error (criu/files-ext.c:94): Can't dump file 3 of that type [600] (anon"
            + " anon_inode:[userfaultfd]) | USERFAULTFD | 3",
        "Error (criu/files-ext.c:94): Can't dump file 5 of that type [20600] (chr 10:229) | DEVICE"
            + " | 10:229",
        "Error (criu/sk-inet.c:200): inet: Connected TCP socket, consider using --tcp-established"
            + " option. | TCP_CONNECTION | ``",
        "Error (criu/netfilter.c:105): Iptables configuration failed | NETWORK_LOCK | ``",
        "Error (criu/sk-unix.c:874): unix: External socket is used. Consider using --ext-unix-sk"
            + " option. | UNIX_SOCKET | ``",
        "Error (criu/tty.c:410): tty: Found slave peer index 0 without correspond master peer |"
            + " TERMINAL | 0",
        "Error (criu/cr-dump.c:1528): A session leader of 6(6) is outside of its pid namespace |"
            + " SESSION | 6",
        "Error (criu/files-reg.c:1031): Can't dump ghost file /run/big of 3145728 size, increase"
            + " limit | DELETED_FILE | /run/big",
        "Error (criu/files-reg.c:1122): Can't create link remap for /run/a. Use link-remap option."
            + " | DELETED_FILE | /run/a",
        "Error (criu/files-reg.c:1790): Can't lookup mount=63 for fd=5 path=/f | OUTSIDE_MOUNT |"
            + " /f",
        "6: Error (criu/files-reg.c:2353): Can't open file run/f on restore: No such file or"
            + " directory | FILE_MISSING | /run/f",
        "6: Error (criu/files-reg.c:2175): File run/f has bad size 5 (expect 3) | FILE_CHANGED |"
            + " /run/f",
        "6: Error (criu/files-reg.c:2294): File run/f has bad mode 0100600 (expect 0100644) |"
            + " FILE_CHANGED | /run/f",
        "7: Error (criu/files-reg.c:2153): File run/prog has bad build-ID | FILE_CHANGED |"
            + " /run/prog",
        "Error (criu/cr-restore.c:1237): Can't fork for 6: File exists | PID_TAKEN | 6",
        "Error (compel/src/lib/infect.c:262): Unseizable non-zombie 8 found, state S, err -1/10 |"
            + " TRACED | 8",
        "Error (criu/namespaces.c:460): Can't dump nested pid namespace for 9 | NAMESPACE | pid"
            + " namespace for 9",
        "Error (criu/pstree.c:969): Can't restore sub-task in NS (cflags 20000) | NAMESPACE |"
            + " 20000",
        "Error (criu/cr-dump.c:478): Task 6 with SysVIPC shmem map @7fa3d4934000 doesn't live in"
            + " IPC ns | SHARED_SEGMENT | 6",
        "Error (compel/src/lib/infect.c:417): Unable to detach from 6: No such process |"
            + " PROCESS_GONE | 6",
        "Error (criu/bfd.c:131): bfd: Error flushing image: No space left on device | NO_SPACE |"
            + " bfd: Error flushing image",
        "Error (criu/cr-dump.c:389): Can't get rlimit 0: Operation not permitted | PERMISSION | ``",
        "Error (criu/protobuf.c:93): Read 28 bytes while 2640 expected from /x/core-6.img: No such"
            + " file or directory | IMAGE_DAMAGED | /x/core-6.img",
        "Error (criu/sockets.c:767): sockets: BUG! Unknown socket collected (family 40) |"
            + " UNSUPPORTED_SOCKET | 40",
        "Error (criu/sockets.c:1): sockets: Can't get 1:16 opt: Operation not supported | KERNEL |"
            + " sockets: Can't get 1:16 opt: Operation not supported",
      })
  void saysWhatALineMeansAndWhatItConcerns(String line, Kind kind, String subject) {
    List<CriuProblem> problems = CriuLog.parse(List.of(HARMLESS, line, DUMP_FAILED)).problems();

    assertThat(problems).hasSize(1);
    CriuProblem problem = problems.getFirst();
    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.subject()).isEqualTo(subject);
    assertThat(problem.message()).isNotBlank().doesNotContain("{1}");
    assertThat(problem.advice()).isNotBlank();
  }

  @Test
  void readsLinesWithTimes() {
    CriuLog log =
        CriuLog.parse(List.of("(00.004711)      6: Error (criu/x.c:1): File a/b has bad size 5"));

    assertThat(log.problems().getFirst().kind()).isEqualTo(Kind.FILE_CHANGED);
  }

  @Test
  void hasNoProblemWhereThereIsOnlyTheHarmlessLine() {
    CriuLog log = CriuLog.parse(List.of(HARMLESS, "Warn  (criu/x.c:1): Will restore 8"));

    assertThat(log.problems()).isEmpty();
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void givesTheLastErrorsInCriusWordsWhereNoneIsKnown() {
    CriuLog log =
        CriuLog.parse(
            List.of(
                HARMLESS,
                "Error (criu/a.c:1): one",
                "Error (criu/a.c:2): two",
                "Error (criu/a.c:3): three",
                "Error (criu/a.c:4): four",
                "Error (criu/cr-dump.c:1545): Dump files (pid: 6) failed with -1",
                DUMP_FAILED));

    assertThat(log.problems())
        .extracting(CriuProblem::message)
        .containsExactly("CRIU says: two", "CRIU says: three", "CRIU says: four");
    assertThat(log.problems()).extracting(CriuProblem::kind).containsOnly(Kind.OTHER);
  }

  @Test
  void putsTheFirstComplaintFirstAndSaysEachOnce() {
    String size = "6: Error (criu/files-reg.c:2175): File run/f has bad size 5 (expect 3)";
    String missing =
        "7: Error (criu/files-reg.c:1): Can't open file run/g: No such file or directory";

    assertThat(CriuLog.parse(List.of(size, missing, size)).problems())
        .extracting(CriuProblem::subject)
        .containsExactly("/run/f", "/run/g");
  }

  @Test
  void aLogThatWasNeverWrittenIsEmpty(@TempDir Path scratch) {
    assertThat(CriuLog.read(scratch.resolve("dump.log")).errors()).isEmpty();
  }

  @Test
  void readsTheEndOfALongLog(@TempDir Path scratch) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      lines.add("(00.000001) Info of no importance, line number " + i);
    }
    lines.add("Error (criu/a.c:1): the end");
    Path file = Files.write(scratch.resolve("dump.log"), lines);

    assertThat(Files.size(file)).isGreaterThan(1 << 20);
    assertThat(CriuLog.read(file).errors()).containsExactly("the end");
  }

  @Test
  void survivesAnyText() {
    SeededRuns.repeat(
        300,
        random -> {
          StringBuilder line = new StringBuilder("Error (criu/a.c:1): File ");
          for (int i = random.nextInt(80); i > 0; i--) {
            line.insert(random.nextInt(line.length() + 1), (char) random.nextInt(0x250));
          }
          CriuLog log = CriuLog.parse(line.toString().lines().toList());
          assertThat(log.problems().size()).isGreaterThanOrEqualTo(log.errors().isEmpty() ? 0 : 1);
        });
  }
}
