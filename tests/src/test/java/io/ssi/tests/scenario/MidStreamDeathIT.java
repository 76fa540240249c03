package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.pid.foreground.RunStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An agent or a client is killed while a program writes as fast as it can: what the client has
 * written by then, and what is in the log afterwards, are all that the program wrote, with nothing
 * missing between the two.
 */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class MidStreamDeathIT {
  // The third keeps a majority. Clients talk to the first.
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static final int LINES = 2_000_000;
  private static final String SLOWLY =
      "while (sysread(STDIN, $b, 4096)) { syswrite(STDOUT, $b); select(undef, undef, undef, 0.01) }";
  private static final int WINDOW = 256 << 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static long seed;
  private static Random random;
  private static String all;

  @BeforeAll
  static void drawsLots() {
    seed = System.nanoTime();
    System.out.println("seed " + seed);
    random = new Random(seed);
    all = CLUSTER.shell("seq " + LINES).done();
  }

  /**
   * A client with a program on the second node.
   *
   * @param mark a word of its command
   * @param id of the application
   * @param client the client, or a shell that waits for it
   * @param file what it has written
   */
  private record Run(String mark, String id, Process client, Path file) {

    /** Begins one that writes to one of its standard streams, half of it at each {@link #go}. */
    static Run begin(String mark, RunStream stream, String client) throws IOException {
      Path file = Files.createFile(CLUSTER.workshop().resolve(mark));
      String words =
          (stream == RunStream.ERRORS ? "exec >&2; " : "")
              + half(file + ".1", 1, LINES / 2)
              + half(file + ".2", LINES / 2 + 1, LINES)
              + "exit 7";
      String ssi = Project.client() + " run --cluster " + CLUSTER.name();
      String line =
          client.formatted(ssi + " --on-disconnect=detach -w node2 -- sh -c '" + words + "'");
      Process process =
          new ProcessBuilder("bash", "-c", "set -o pipefail; " + line)
              .directory(CLUSTER.workshop().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(file.toFile())
              .redirectError(
                  (stream == RunStream.ERRORS ? file : file.resolveSibling("words")).toFile())
              .start();
      String id =
          CLUSTER
              .shell(
                  "until id=$(ssi ps | awk '/"
                      + mark
                      + "[.]1/ && !/awk/ {print $2; exit}') && [ -n \"$id\" ]; do sleep 0.1; done;"
                      + " echo $id")
              .done();
      return new Run(mark, id.strip(), process, file);
    }

    private static String half(String go, int first, int last) {
      return "until [ -e %s ]; do sleep 0.02; done; seq %d %d; ".formatted(go, first, last);
    }

    void go(int half) throws IOException {
      Files.createFile(file.resolveSibling(mark + "." + half));
    }

    /** Blocks until some of a half has come to a file that is this long before. */
    static void untilSomeIsIn(Path file, long before) {
      long enough = before + random.nextInt(1, all.length() / 4);
      await()
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> Files.size(file) >= enough);
    }

    Path log() {
      return CLUSTER.embedded().places().state("node2").resolve("applications/" + id + "/output");
    }

    /** Looks at both, once the program has ended. */
    void hasNoGap() throws IOException {
      String what = mark + ", application " + id + ", seed " + seed;
      assertThat(CLUSTER.ssi("wait", id).status()).as(what).isEqualTo(7);
      String taken = Files.readString(file);
      // Its last words follow what it had of the program's.
      int end = taken.indexOf("ssi: ");
      taken = end < 0 ? taken : taken.substring(0, end);
      String logged = CLUSTER.ssi("logs", id).done();
      assertThat(all.startsWith(taken)).as("%s: a prefix of %s", what, taken.length()).isTrue();
      assertThat(all.endsWith(logged)).as("%s: a suffix of %s", what, logged.length()).isTrue();
      assertThat(taken.length() + logged.length() - all.length())
          .as("%s: %s taken, %s logged", what, taken.length(), logged.length())
          .isBetween(0, WINDOW);
    }
  }

  private static void kill(String node) {
    ProcessHandle agent =
        ProcessHandle.of(CLUSTER.embedded().agent(node).orElseThrow().pid()).orElseThrow();
    agent.destroyForcibly();
    agent.onExit().join();
  }

  private static void up() {
    CLUSTER.local("up").done();
  }

  @Test
  void theAgentOfTheProgramsIsKilledAndTheNextOneToo() throws IOException {
    List<Run> runs =
        List.of(
            Run.begin("output", RunStream.OUTPUT, "exec %s"),
            Run.begin("errors", RunStream.ERRORS, "exec %s"),
            // Its window is always full.
            Run.begin("slow", RunStream.OUTPUT, "%s | perl -e '" + SLOWLY + "'"));
    for (Run run : runs) {
      run.go(1);
    }
    Run.untilSomeIsIn(runs.get(random.nextInt(2)).file(), 0);

    kill("node2");

    for (Run run : runs) {
      assertThat(run.client().onExit().join().exitValue()).isEqualTo(1);
    }
    up();
    // Now what they write goes to their logs.
    Run watched = runs.get(random.nextInt(3));
    long before = Files.size(watched.log());
    for (Run run : runs) {
      run.go(2);
    }
    Run.untilSomeIsIn(watched.log(), before);
    kill("node2");
    up();
    for (Run run : runs) {
      run.hasNoGap();
    }
  }

  @Test
  void theAgentOfTheClientIsKilled() throws IOException {
    Run run = Run.begin("caller", RunStream.OUTPUT, "exec %s");
    run.go(1);
    run.go(2);
    Run.untilSomeIsIn(run.file(), 0);

    kill("node1");

    assertThat(run.client().onExit().join().exitValue()).isEqualTo(1);
    run.hasNoGap();
    up();
  }

  @Test
  void theClientIsKilled() throws IOException {
    Run run = Run.begin("client", RunStream.OUTPUT, "exec %s");
    run.go(1);
    run.go(2);
    Run.untilSomeIsIn(run.file(), 0);

    run.client().destroyForcibly().onExit().join();

    run.hasNoGap();
  }
}
