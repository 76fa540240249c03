package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** New applications from a checkpoint of another, which runs on or is gone. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class NewFromCheckpointIT {
  private static final int FAILED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  // Numbers its lines in its log; the shell and what it starts have several pids.
  private static final String COUNTING = "n=0; while :; do n=$((n+1)); echo $n; sleep 0.05; done";

  private static final String LISTENING =
      """
      import socket, time
      s = socket.socket()
      s.bind(('0.0.0.0', 7979))
      s.listen()
      print('listens', flush=True)
      time.sleep(1000)
      """;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void severalRunBesideTheOriginalEachWithItsOwnNumberAndLog() {
    App original = CLUSTER.start("node1", "sh", "-c", COUNTING);
    counts(original, 1, 10);
    CLUSTER.ssi("checkpoint", original.id()).done();
    long saved = log(original).getLast();

    Finished started = CLUSTER.ssi("restart", "--new", "-n", "3", "--json", original.id());

    List<Long> ids = started.numbers("application");
    assertThat(ids).hasSize(3).doesNotHaveDuplicates().doesNotContain(number(original));
    assertThat(started.numbers("from")).containsOnly(number(original));
    assertThat(started.texts("node")).doesNotHaveDuplicates();
    for (int i = 0; i < ids.size(); i++) {
      App copy = new App(CLUSTER, ids.get(i).toString(), started.numbers("gpid").get(i));
      assertThat(copy.pid()).isEqualTo(original.pid());
      // It goes on from the checkpoint, in a log that begins with its own first line.
      await().atMost(PATIENCE).until(() -> log(copy).size() > 5);
      assertThat(log(copy).getFirst()).isLessThanOrEqualTo(saved + 1);
      counts(copy, log(copy).getFirst(), 10);
    }
    counts(original, 1, log(original).size() + 5);
    assertThat(CLUSTER.ssi("ckpt", "show", original.id()).done())
        .contains("Copies: ")
        .contains(ids.stream().map(Object::toString).toList());

    App first = new App(CLUSTER, ids.getFirst().toString(), started.numbers("gpid").getFirst());
    first.migrate(first.node().equals("node1") ? "node2" : "node1");
    CLUSTER.ssi("checkpoint", "-k", first.id()).done();
    CLUSTER.ssi("restart", first.id()).done();
    counts(first, log(first).getFirst(), log(first).size() + 5);
    assertThat(CLUSTER.ssi("ckpt", "show", first.id()).done())
        .contains("Started from: version 1 of application " + original.id());
    for (long id : ids) {
      new App(CLUSTER, Long.toString(id), 0).kill();
    }
    counts(original, 1, log(original).size() + 5);
    original.kill();
  }

  @Test
  void aFileThatBothWouldWriteIsInTheWayUnlessSaidOtherwise() {
    Counter original = Counter.on(CLUSTER, "node1", "shared");
    String id = original.app().id();
    CLUSTER.ssi("checkpoint", id).done();

    assertThat(CLUSTER.ssi("restart", "--new", id).refused(FAILED))
        .contains(original.file().toString(), "--files=keep");
    assertThat(CLUSTER.ssi("restart", "--new", "--dry-run", "--json", id).out())
        .contains("\"code\":\"file_shared\"");
    assertThat(CLUSTER.ssi("restart", "--new", "--files=truncate", id).refused(FAILED))
        .contains("runs and writes to it");
    original.goesOn();

    Finished started = CLUSTER.ssi("restart", "--new", "--files=keep", "--json", id);

    new App(CLUSTER, Long.toString(started.number("application")), 0).kill();
    original.app().kill();
  }

  @Test
  void aPortThatTheOriginalListensOnLetsItRunOnAnotherNode() {
    App original = CLUSTER.start("node1", "python3", "-c", LISTENING);
    await().atMost(PATIENCE).until(() -> !CLUSTER.ssi("logs", original.id()).done().isEmpty());
    CLUSTER.ssi("checkpoint", original.id()).done();

    Finished started = CLUSTER.ssi("restart", "--new", "--json", original.id());
    Finished some = CLUSTER.ssi("restart", "--new", "-n", "2", "-w", "node1", original.id());

    assertThat(started.texts("node")).isNotEqualTo(List.of("node1"));
    assertThat(some.status()).as("%s", some).isEqualTo(FAILED);
    assertThat(some.err()).contains("ssi: copy 0: ", "ssi: copy 1: ");
    new App(CLUSTER, Long.toString(started.number("application")), 0).kill();
    original.kill();
  }

  @Test
  void whatIsBroughtBackEndsAsItEndsAndNotAsItsEarlierLife() {
    App app = CLUSTER.start("node1", "sh", "-c", "sleep 2; exit 7");
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();
    assertThat(CLUSTER.ssi("wait", app.id()).status()).isEqualTo(128 + 9);

    CLUSTER.ssi("restart", app.id()).done();

    assertThat(CLUSTER.ssi("wait", app.id()).status()).isEqualTo(7);
  }

  private static long number(App app) {
    return Long.parseLong(app.id());
  }

  /** Waits until so many lines are there, and expects that none was ever lost or doubled. */
  private static void counts(App app, long first, int lines) {
    await().atMost(PATIENCE).until(() -> log(app).size() >= lines);
    List<Long> log = log(app);
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i)).isEqualTo(first + i);
    }
  }

  private static List<Long> log(App app) {
    String text = CLUSTER.ssi("logs", app.id()).done();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::valueOf).toList();
  }
}
