package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many programs of one command, on several nodes at once. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ManyRunIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void everyLineIsLabelledWithItsNode() {
    Finished all =
        CLUSTER.ssi("run", "-w", "node[1-3]", "--", "sh", "-c", "hostname; hostname >&2");

    assertThat(all.done().lines())
        .containsExactlyInAnyOrder("node1: node1", "node2: node2", "node3: node3");
    assertThat(all.err().lines()).as("apart").hasSize(3).contains("node2: node2");
  }

  @Test
  void copiesAreSpreadEvenlyAndToldApart() {
    String out =
        CLUSTER.ssi("run", "-n", "6", "-L", "--", "sh", "-c", "echo $SSI_RANK $SSI_SIZE").done();

    assertThat(out.lines().map(line -> line.replaceFirst("^node[1-3]\\.", "")).sorted())
        .containsExactlyElementsOf(
            IntStream.range(0, 6).mapToObj(rank -> rank + ": " + rank + " 6").toList());
    assertThat(out.lines().map(line -> line.substring(0, 5)))
        .containsExactly("node1", "node1", "node2", "node2", "node3", "node3");
  }

  @Test
  void allReadTheSameInputAndEqualOutputsAreFolded() {
    String out =
        CLUSTER
            .shell(
                "head -c 8M /dev/urandom > in; sha256sum < in; ssi run -b -w node[1-3] --"
                    + " sha256sum < in; cmp in <(ssi run -w node1 -- cat < in) && echo alone")
            .done();

    String[] lines = out.split("\n", -1);
    assertThat(lines).as(out).hasSize(7);
    assertThat(Arrays.copyOfRange(lines, 1, 6))
        .containsExactly("---------------", "node[1-3] (3)", "---------------", lines[0], "alone");
  }

  @Test
  void notAByteOfLongLinesIsLostHoweverTheyAreMixed() {
    String program = "cat long; echo; echo end";
    String out =
        CLUSTER
            .shell(
                "head -c 6M /dev/urandom | base64 -w 0 > long; ssi run -n 4 -- sh -c '"
                    + program
                    + "' > got; for rank in 0 1 2 3; do sed -n \"s/^node[1-3]\\.$rank: //p\" got |"
                    + " tr -d '\\n' | sha256sum; done; (cat long; printf end) | sha256sum;"
                    + " awk '{ if (length > 65600) print \"too long\" }' got")
            .done();

    assertThat(out.lines()).as(out).hasSize(5);
    assertThat(out.lines().distinct()).as(out).hasSize(1);
  }

  @Test
  void theStatusSaysHowManyFailedOrTheWorst() {
    String[] program = {"--", "sh", "-c", "exit $SSI_RANK"};

    Finished some = run(Stream.of("-w", "node[1-3]"), program);
    assertThat(some.status()).as("%s", some).isEqualTo(3);
    assertThat(some.err().lines())
        .containsExactlyInAnyOrder(
            "ssi: node2: exited with exit code 1", "ssi: node3: exited with exit code 2");
    assertThat(run(Stream.of("-S", "-w", "node[1-3]"), program).status()).isEqualTo(2);
    Finished none = run(Stream.of("-S", "-w", "node[1-2]"), "--", "no-such-program");
    assertThat(none.status()).as("%s", none).isEqualTo(127);
    assertThat(none.err().lines()).hasSize(2).allMatch(line -> line.startsWith("ssi: node"));
  }

  private static Finished run(Stream<String> options, String... program) {
    return CLUSTER.ssi(
        Stream.of(Stream.of("run"), options, Arrays.stream(program))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void noMoreThanTheFanoutRunAtATime() {
    String out =
        CLUSTER
            .shell(
                "ssi run -n 9 --fanout 2 -- sh -c 'mkdir busy.$SSI_RANK; ls -d busy.* | wc -l;"
                    + " sleep 0.2; rmdir busy.$SSI_RANK' | sed 's/.*: *//' | sort -n")
            .done();

    assertThat(out.lines()).as(out).hasSize(9);
    assertThat(out.lines().reduce((first, last) -> last)).as(out).contains("2");
  }

  @Test
  void controlCReachesAll() {
    String out =
        CLUSTER
            .shell(
                "ssi run -n 8 --fanout 6 -- sh -c 'echo up; exec sleep 1001' > up 2> said & until"
                    + " [ \"$(grep -c up up)\" = 6 ]; do sleep 0.1; done; kill -INT $!; wait $!;"
                    + " echo $?; cat said; ssi ps | grep -c 'sleep 1001'; grep -c up up")
            .done();

    assertThat(out).isEqualTo("130\nssi: not started: 2 of 8\n0\n6\n");
  }

  @Test
  void whoeverReadsDecidesHowFastAndHowLong() {
    assertThat(
            CLUSTER.shell("ssi run -w node[1-3] -- yes | head -n 1; echo ${PIPESTATUS[*]}").done())
        .matches("node[1-3]: y\n141 0\n");
    assertThat(CLUSTER.shell("yes | ssi run -w node[1-3] -- true; echo ${PIPESTATUS[*]}").done())
        .isEqualTo("141 0\n");
  }

  @Test
  void manyInTheBackgroundAreToldByTheirIds() {
    String ids = CLUSTER.ssi("run", "-d", "-w", "node[1-3]", "--", "sleep", "1002").done();

    assertThat(ids.lines()).as(ids).hasSize(3).allMatch(line -> line.matches("[0-9]+"));
    assertThat(CLUSTER.shell("ssi ps | awk '/sleep 1002/ {print $3}' | sort").done())
        .isEqualTo("node1\nnode2\nnode3\n");
    ids.lines().forEach(id -> assertThat(CLUSTER.ssi("kill", id).done()).isEmpty());
  }
}
