package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose caller is gone, and whoever takes them up again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class AttachIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static Path file(String name) {
    return CLUSTER.workshop().resolve(name);
  }

  private static String waits(String name) {
    return "until [ -e " + file(name) + " ]; do sleep 0.05; done; ";
  }

  /** Its id, once it runs; the mark is a word of its command. */
  private static String id(String mark) {
    return CLUSTER
        .shell(
            "until id=$(ssi ps | awk '/"
                + mark
                + "/ && !/awk/ {print $2; exit}') && [ -n \"$id\" ]; do sleep 0.1; done; echo $id")
        .done()
        .strip();
  }

  /** Starts a program whose client is killed once the program has said that it is ready. */
  private static void startAndKill(String program, String out) {
    CLUSTER
        .shell(
            "ssi run -w node2 --on-disconnect=detach -- sh -c '"
                + program
                + "' > "
                + out
                + " & until grep -q ready "
                + out
                + "; do sleep 0.05; done; sleep 0.2; kill -9 $!; wait $! 2> /dev/null; true")
        .done();
  }

  private static String both(Path first, Running second) throws IOException {
    return Files.readString(first) + second.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node1", "node2", "node3"})
  void afterItsCommandWasKilledTheRestComesOnAnyNode(String from) throws IOException {
    String go = "go-" + from;
    Path first = file("a" + from);
    startAndKill("echo ready; seq 100000; " + waits(go) + "seq 100001 200000; exit 9", "a" + from);
    String id = id(go);

    try (Running attached = CLUSTER.begin("attach", "--on", from, id)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(both(first, attached)).as(attached.err()).endsWith("\n100000\n"));
      Files.createFile(file(go));
      Finished over = attached.end(30);

      assertThat(over.status()).isEqualTo(9);
      assertThat(Files.readString(first) + over.out())
          .isEqualTo("ready\n" + CLUSTER.shell("seq 200000").done());
    }
  }

  @Test
  void afterTheEndTheRestAndTheStatusAreThere() throws IOException {
    startAndKill("echo ready; " + waits("go-end") + "seq 1000; exit 4", "end");
    String id = id("go-end");
    Files.createFile(file("go-end"));
    assertThat(CLUSTER.ssi("wait", id).status()).isEqualTo(4);

    Finished over = CLUSTER.ssi("attach", id);

    assertThat(over.status()).as("%s", over).isEqualTo(4);
    assertThat(over.out()).isEqualTo(CLUSTER.shell("seq 1000").done());
  }

  @Test
  void onlyOneHasIt() {
    startAndKill("echo ready; exec sleep 1001", "one");
    String id = id("sleep 1001");
    try (Running first = CLUSTER.begin("attach", id)) {
      await()
          .untilAsserted(() ->
              assertThat(CLUSTER.ssi("attach", id).refused(1))
                  .contains("root on node1 has it in the foreground"));
      assertThat(CLUSTER.ssi("kill", "-TERM", id).done()).isEmpty();
      assertThat(first.end(20).status()).isEqualTo(128 + 15);
    }
  }

  @Test
  void aDetachedOneIsHeardAndSignalled() {
    App app =
        CLUSTER.start(
            "node3",
            "sh",
            "-c",
            "trap 'echo caught; exit 5' INT; echo ready; " + "while :; do sleep 0.05; done");
    try (Running attached = CLUSTER.begin("attach", app.id())) {
      await().until(() -> attached.out().contains("ready"));
      Finished over = attached.interrupted(20);

      assertThat(over.status()).as("%s", over).isEqualTo(5);
      assertThat(over.out()).isEqualTo("ready\ncaught\n");
    }
  }

  @Test
  void aHangUpLeavesIt() throws IOException {
    startAndKill("echo ready; " + waits("go-hup") + "echo later; exit 6", "hup");
    String id = id("go-hup");
    CLUSTER.shell("ssi attach " + id + " & sleep 1; kill -HUP $!; wait $!").done();
    Files.createFile(file("go-hup"));

    Finished over = CLUSTER.ssi("attach", id);

    assertThat(over.status()).as("%s", over).isEqualTo(6);
    assertThat(over.out()).isEqualTo("later\n");
  }

  @Test
  void aTerminalIsLeftByItsKeysAndTakenUpAgain() {
    Finished typed =
        CLUSTER.shell(
            "(sleep 2; printf 'X=5\\r'; sleep 1; printf '~d'; sleep 2) | script -qec \"'"
                + Project.client()
                + "' run -w node2 -- bash --norc\" /dev/null; id=$(ssi ps | awk '/bash --norc/"
                + " {print $2; exit}'); (sleep 2; printf 'echo $((X+37)); exit 3\\r'; sleep 2) |"
                + " script -qec \"'"
                + Project.client()
                + "' attach $id\" /dev/null; echo status $?");

    assertThat(typed.out()).contains("detached; the program goes on", "42", "status 3");
  }
}
