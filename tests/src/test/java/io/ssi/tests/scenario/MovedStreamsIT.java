package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in the foreground that move, with whatever is under way in their streams. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
@TestMethodOrder(OrderAnnotation.class)
class MovedStreamsIT {
  // The callers are on the first, the programs on the others.
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  /** The number of the only application, once it runs. */
  private static final String ID =
      "until id=$(ssi ps | awk 'NR == 2 {print $2}') && [ -n \"$id\" ]; do sleep 0.02; done; ";

  /** Moves it while a job runs, 200 ms from one to the next if that is possible. */
  private static final String MOVES =
      "n=0; to=node3; while kill -0 $w 2> /dev/null; do sleep 0.2 & ssi migrate $id $to > moved"
          + " 2>&1 && n=$((n + 1)); [ $to = node3 ] && to=node2 || to=node3; wait $!; done; wait"
          + " $w; ";

  /** Copies its input, a quarter of a mebibyte at a time. */
  private static final String SLOWLY =
      "perl -e 'while ($n = sysread(STDIN, $b, 262144)) { for ($at = 0; $at < $n;) { $at +="
          + " syswrite(STDOUT, $b, $n - $at, $at) } select(undef, undef, undef, 0.03) }'";

  private static Path file(String name) {
    return CLUSTER.workshop().resolve(name);
  }

  @AfterEach
  void nothingIsLeft() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CLUSTER.ssi("ps").done().lines().count() < 2);
  }

  private static void random(String name, int bytes) throws IOException {
    long seed = System.nanoTime();
    System.out.println(name + ": seed " + seed);
    byte[] all = new byte[bytes];
    new Random(seed).nextBytes(all);
    Files.write(file(name), all);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyByteComesBackOnceAndInOrder(boolean moving) throws IOException {
    random("in", 40 << 20);
    String out =
        CLUSTER
            .shell(
                "sha256sum < in; ("
                    + SLOWLY
                    + " < in | ssi run -w node2 -- cat -u | sha256sum > out) & w=$!; n=0; "
                    + ID
                    + (moving ? MOVES : "wait $w; ")
                    + "cat out; echo $n")
            .done();

    String[] lines = out.split("\n");
    assertThat(lines).as(out).hasSize(3);
    assertThat(lines[1]).isEqualTo(lines[0]);
    int moves = Integer.parseInt(lines[2]);
    System.out.println("moves: " + moves);
    if (moving) {
      assertThat(moves).as("moves").isGreaterThan(4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPipelineOverTwoNodesEnds(boolean moving) {
    String out =
        CLUSTER
            .shell(
                "(seq 1000000 -1 1 | "
                    + SLOWLY
                    + " | ssi run -w node2 -- sort -n -S 64M | head -n 3; echo ${PIPESTATUS[*]}) > sorted &"
                    + " w=$!; "
                    + ID
                    + (moving ? MOVES : "wait $w; ")
                    + "cat sorted")
            .done();

    assertThat(out).startsWith("1\n2\n3\n0 0 ").endsWith(" 0\n");
  }

  @Test
  void whoWaitsForInputGetsItWhereItIs() {
    String out =
        CLUSTER
            .shell(
                "mkfifo typed; (ssi run -w node2 -- sh -c 'read a; read b; echo $a-$b; exit 7' < typed"
                    + " > said; echo $? >> said) & w=$!; exec 7> typed; "
                    + ID
                    + "ssi migrate $id node3 > moved; echo one >&7; sleep 0.3; ssi migrate $id node2 >"
                    + " moved; echo two >&7; wait $w; cat said")
            .done();

    assertThat(out).isEqualTo("one-two\n7\n");
  }

  @Test
  void whatNobodyReadsIsHeldUpAndComesLater() {
    String out =
        CLUSTER
            .shell(
                "(ssi run -w node2 -- seq 300000 | (until [ -e go ]; do sleep 0.05; done; sha256sum))"
                    + " > full & w=$!; "
                    + ID
                    + "sleep 1; for to in node3 node2 node3; do ssi migrate $id $to > moved; done; ps $w >"
                    + " /dev/null && touch go; wait $w; cat full; seq 300000 | sha256sum")
            .done();

    assertThat(out.lines().distinct()).as(out).hasSize(1);
    assertThat(out.lines()).hasSize(2);
  }

  @Test
  void whatHasNoInputAnyMoreWritesOnAndEnds() throws IOException {
    String program =
        "cat > /dev/null; echo through; until [ -e "
            + file("on")
            + " ]; do sleep 0.05; done; seq 100000; echo late >&2; exit 9";
    try (Running client = CLUSTER.begin("run", "-w", "node2", "--", "sh", "-c", program)) {
      await().untilAsserted(() -> assertThat(client.out()).isEqualTo("through\n"));
      CLUSTER.shell(ID + "ssi migrate $id node3").done();
      Files.createFile(file("on"));

      Finished over = client.end(20);
      assertThat(over.status()).as(over.err()).isEqualTo(9);
      assertThat(over.out()).isEqualTo("through\n" + CLUSTER.shell("seq 100000").done());
      assertThat(over.err()).isEqualTo("late\n");
    }
  }

  @Test
  void signalsReachItWhereItIs() {
    String out =
        CLUSTER
            .shell(
                "ssi run -w node2 -- bash -c 'trap \"echo caught; exit 5\" USR1; echo ready; while :; do"
                    + " sleep 0.05; done' > trapped & w=$!; until grep -q ready trapped; do sleep 0.05;"
                    + " done; "
                    + ID
                    + "ssi migrate $id node3 > moved & kill -USR1 $w; wait $w; echo $?; cat trapped")
            .done();

    assertThat(out).isEqualTo("5\nready\ncaught\n");
  }

  @Test
  void movesThatComeToNothingLoseNothing() throws IOException {
    random("in", 24 << 20);
    String out =
        CLUSTER
            .shell(
                "sha256sum < in; ("
                    + SLOWLY
                    + " < in | ssi run -w node2 -- cat -u | sha256sum > out) & w=$!; "
                    + ID
                    + "n=0; for ms in 10 40 70 100 20 50 80 110 30 60; do ssi migrate $id node3 > moved"
                    + " 2>&1 & m=$!; sleep 0.$(printf %03d $ms); kill -INT $m; wait $m || n=$((n + 1));"
                    + " ssi migrate $id node2 > moved 2>&1; done; wait $w; cat out; echo $n")
            .done();

    String[] lines = out.split("\n");
    assertThat(lines).as(out).hasSize(3);
    assertThat(lines[1]).isEqualTo(lines[0]);
    System.out.println("interrupted moves: " + lines[2]);
    assertThat(Integer.parseInt(lines[2])).as("moves that came to nothing").isPositive();
  }

  @Test
  void whatHasLostItsCallerMovesAndIsTakenUp() {
    String out =
        CLUSTER
            .shell(
                "ssi run -w node2 --on-disconnect=detach -- sh -c 'echo ready; until [ -e taken ]; do"
                    + " sleep 0.05; done; echo there; exit 3' > first & w=$!; until grep -q ready first;"
                    + " do sleep 0.05; done; "
                    + ID
                    + "kill -9 $w; wait $w 2> /dev/null; ssi migrate $id node3 > moved; (sleep 1; touch"
                    + " taken) & ssi attach $id; echo $?")
            .done();

    assertThat(out).isEqualTo("there\n3\n");
  }

  @Test
  void aNodeThatIsRemovedSendsItAway() {
    String out =
        CLUSTER
            .shell(
                "mkfifo line; (ssi run -w node2 -- sh -c 'read a; echo $a' < line > told) & w=$!; exec"
                    + " 8> line; "
                    + ID
                    + "ssi node remove node2 > removed && ssi node add node2 > removed; echo moved >&8;"
                    + " wait $w; cat told")
            .done();

    assertThat(out).isEqualTo("moved\n");
  }

  @Test
  void whatIsWrittenToATerminalComesWhole() {
    String out =
        CLUSTER
            .shell(
                "(ssi run -t -w node2 -- sh -c 'stty -opost; seq 2000000' < /dev/null | "
                    + SLOWLY
                    + " | sha256sum > screen) & w=$!; "
                    + ID
                    + MOVES
                    + "cat screen; seq 2000000 | sha256sum; echo $n")
            .done();

    String[] lines = out.split("\n");
    assertThat(lines).as(out).hasSize(3);
    assertThat(lines[0]).isEqualTo(lines[1]);
    System.out.println("moves of a terminal: " + lines[2]);
    assertThat(Integer.parseInt(lines[2])).as("moves").isPositive();
  }

  @Test
  void aTerminalGoesOnBeingOne() {
    Finished typed =
        CLUSTER.shell(
            "(until id=$(ssi ps | awk 'NR == 2 {print $2}') && [ -n \"$id\" ]; do sleep 0.1; done; sleep"
                + " 1; printf 'X=5\\r'; sleep 1; ssi migrate $id node3 > moved 2>&1; printf 'echo"
                + " $((X+37)) $(stty size)\\r'; sleep 1; stty -F $(cat outer) rows 44 cols 111; sleep"
                + " 0.5; printf 'stty size; sleep 1004\\r'; sleep 1; ssi migrate $id node2 >> moved"
                + " 2>&1; printf '\\003'; sleep 0.5; printf 'echo $? on $(tty); exit 3\\r'; sleep 2) |"
                + " script -qec \"tty > outer; stty rows 33 cols 99; '"
                + Project.client()
                + "' run -w node2 -- bash --norc\" /dev/null; echo status $?; cat moved");

    assertThat(typed.out())
        .contains("42 33 99", "44 111", "130 on /dev/pts/0", "status 3")
        .contains("from node2 to node3", "from node3 to node2");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void theNodeThatItLeftIsNotNeeded() throws IOException {
    Path go = file("away");
    String program = "echo first; until [ -e " + go + " ]; do sleep 0.05; done; seq 100000; exit 4";
    try (Running client = CLUSTER.begin("run", "-w", "node2", "--", "sh", "-c", program)) {
      await().untilAsserted(() -> assertThat(client.out()).isEqualTo("first\n"));
      CLUSTER.shell(ID + "ssi migrate $id node3").done();
      CLUSTER.embedded().killNode("node2");
      Files.createFile(go);

      Finished over = client.end(60);
      assertThat(over.status()).as(over.err()).isEqualTo(4);
      assertThat(over.out()).isEqualTo("first\n" + CLUSTER.shell("seq 100000").done());
    }
  }
}
