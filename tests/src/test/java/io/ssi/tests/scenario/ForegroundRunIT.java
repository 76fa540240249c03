package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs on other nodes whose streams, signals and ends are the caller's. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ForegroundRunIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static Path file(String name) {
    return CLUSTER.workshop().resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node1", "node2"})
  void everyByteComesBackUnchanged(String node) {
    String out =
        CLUSTER
            .shell(
                "head -c 64M /dev/urandom > in && sha256sum < in && ssi run -w "
                    + node
                    + " -- cat < in | sha256sum")
            .done();

    assertThat(out.lines().distinct()).as(out).hasSize(1);
    assertThat(out.lines()).hasSize(2);
  }

  @Test
  void aPipelineOverTwoNodesEnds() {
    assertThat(
            CLUSTER
                .shell("seq 300000 -1 1 | ssi run -w node2 -- sort -n | head -n 2; echo $?")
                .done())
        .isEqualTo("1\n2\n0\n");
    assertThat(CLUSTER.shell("yes | ssi run -w node2 -- head -n 1; echo ${PIPESTATUS[*]}").done())
        .isEqualTo("y\n141 0\n");
    assertThat(CLUSTER.shell("ssi run -w node2 -- yes | head -n 1; echo ${PIPESTATUS[*]}").done())
        .isEqualTo("y\n141 0\n");
    assertThat(
            CLUSTER
                .shell("ssi run -w node2 -- cat < /dev/null; ssi run -w node3 -- wc -c < /dev/null")
                .done())
        .isEqualTo("0\n");
  }

  @Test
  void outputAndComplaintsStayApart() {
    Finished both = CLUSTER.ssi("run", "-w", "node2", "--", "sh", "-c", "echo out; echo err >&2");

    assertThat(both.done()).isEqualTo("out\n");
    assertThat(both.err()).isEqualTo("err\n");
  }

  @ParameterizedTest
  @MethodSource
  void endsAsTheProgramEnds(int status, String complaint, String line) {
    Finished ended = CLUSTER.shell(line);

    assertThat(ended.status()).as("%s", ended).isEqualTo(status);
    if (complaint.isEmpty()) {
      assertThat(ended.err()).isEmpty();
    } else {
      assertThat(ended.refused(status)).contains(complaint);
    }
  }

  static Stream<Arguments> endsAsTheProgramEnds() {
    return Stream.of(
        arguments(0, "", "ssi run -w node2 -- true"),
        arguments(3, "", "ssi run -w node2 -- sh -c 'exit 3'"),
        arguments(128 + 9, "", "ssi run -w node2 -- sh -c 'kill -9 $$'"),
        arguments(126, "'/etc/passwd' on node", "ssi run -w node2 -- /etc/passwd"),
        arguments(127, "no such program", "ssi run -w node2 -- no-such-program"),
        arguments(
            1,
            "no-such-place",
            "mkdir /tmp/ssi-no-such-place; cd /tmp/ssi-no-such-place; ssi run -w node2 -- true;"
                + " s=$?; rmdir /tmp/ssi-no-such-place; exit $s"),
        arguments(1, "node9", "ssi run -w node9 -- true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP", "USR1"})
  void signalsOfTheCommandReachTheProgram(String signal) {
    String out =
        CLUSTER
            .shell(
                "ssi run -w node2 -- bash -c 'trap \"echo caught; exit 7\" "
                    + signal
                    + "; echo ready; while :; do sleep 0.05; done' > out-"
                    + signal
                    + " & until grep -q ready out-"
                    + signal
                    + "; do sleep 0.05; done; kill -"
                    + signal
                    + " $!; wait $!; echo $?; cat out-"
                    + signal)
            .done();

    assertThat(out).isEqualTo("7\nready\ncaught\n");
  }

  @Test
  void aCommandThatIsStoppedHoldsTheProgramUp() throws IOException {
    Path count = file("count");
    String program =
        "open(C, q(>), q("
            + count
            + ")); for (1..2048) { syswrite(STDOUT, q(x) x 8192); sysseek(C, 0, 0);"
            + " syswrite(C, $_ * 8192) }";
    Thread reader =
        Thread.ofVirtual()
            .start(() ->
                CLUSTER
                    .shell(
                        "ssi run -w node2 -- perl -e '"
                            + program
                            + "' | (until [ -e go ]; do sleep 0.1; done; wc -c > all)")
                    .done());
    await().until(() -> Files.exists(count) && Files.size(count) > 0);
    // What stands still for a second has been held up.
    String[] last = {""};
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          String before = last[0];
          last[0] = Files.readString(count);
          return last[0].equals(before);
        });
    assertThat(Long.parseLong(last[0])).as("bytes on their way").isLessThan(2 << 20);

    Files.createFile(file("go"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(file("all")) && Files.size(file("all")) > 0);
    assertThat(Files.readString(file("all")).strip()).isEqualTo(Long.toString(2048 * 8192));
    await().until(() -> !reader.isAlive());
  }

  @Test
  void theRunIsOverWithItsProgramAndLaterOutputGoesToTheLog() {
    Finished over =
        CLUSTER.ssi(
            "run",
            "-w",
            "node2",
            "--name",
            "late",
            "--",
            "sh",
            "-c",
            "(sleep 2; echo late) & echo $PPID early");

    assertThat(over.done()).contains("early").doesNotContain("late");
    String id = CLUSTER.shell("ssi ps | awk '/sleep 2/ {print $2; exit}'").done().strip();
    assertThat(CLUSTER.ssi("logs", "-f", id).done()).isEqualTo("late\n");
  }

  @Test
  void whatRunsInTheForegroundIsNotSaved() {
    String said =
        CLUSTER
            .shell(
                "ssi run -w node2 -- sleep 1000 & until id=$(ssi ps | awk '/sleep 1000/ {print $2;"
                    + " exit}') && [ -n \"$id\" ]; do sleep 0.1; done; "
                    + "ssi checkpoint $id 2>&1; echo $?; kill $!; wait $!; echo $?")
            .done();

    assertThat(said.lines().toList()).as(said).hasSize(3);
    assertThat(said).contains("was started in the foreground", "ssi run -d", "\n143\n");
  }

  @Test
  void aCommandThatIsKilledHangsUpOrLeavesTheProgram() {
    String line =
        "rm -f said; ssi run -w node2 %s -- bash -c 'trap \"echo hup > %s; exit\" HUP; echo ready;"
            + " while :; do sleep 0.05; done' > said & until grep -qs ready said; do sleep 0.05; done;"
            + " kill -9 $!; ";
    CLUSTER.shell(line.formatted("", "hung") + "until [ -e hung ]; do sleep 0.1; done").done();

    String id =
        CLUSTER
            .shell(
                line.formatted("--on-disconnect=detach", "left")
                    + "sleep 1; ls left; ssi ps | awk '/do sleep 0.05/ {print $2; exit}'")
            .done()
            .strip();
    assertThat(CLUSTER.ssi("kill", "-KILL", id).done()).isEmpty();
  }

  @Test
  void aTerminalIsATerminalThere() {
    Finished typed =
        CLUSTER.shell(
            "script -qec \"stty rows 33 cols 99; '"
                + Project.client()
                + "' run -w node2 -- bash -c 'tty; stty size; exit 5'\" /dev/null < /dev/null");

    assertThat(typed.status()).as("%s", typed).isEqualTo(5);
    assertThat(typed.out()).contains("/dev/pts/0", "33 99");
  }
}
