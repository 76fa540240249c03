package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.testing.SeededRuns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ctrl-C at any moment of a verb. It ends with 130 and has changed nothing, or it was done before
 * it could be ended, and says so; either way what runs runs once, and the verb can be used again.
 */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class InterruptIT {
  private static final int INTERRUPTED = 130;
  private static final int MOMENTS = 5;
  private static final int PATIENCE = 15;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 1);

  @Test
  void aLookOrASignalIsDoneOrNot() {
    App app = CLUSTER.start("node2", "sleep", "1000");
    SeededRuns.repeat(
        MOMENTS,
        random -> {
          Finished listed = interrupted(random, 60, "ps", "-e", "--json");
          assertThat(listed.status()).as("%s", listed).isIn(0, INTERRUPTED);
          Finished sent = interrupted(random, 40, "kill", "-CONT", app.id());
          assertThat(sent.status()).as("%s", sent).isIn(0, INTERRUPTED);
        });
    app.runsOn("node2");
    app.kill();
  }

  @Test
  void aWaitIsGivenUpAndTheProgramRunsOn() {
    App app = CLUSTER.start("node2", "sleep", "1000");
    SeededRuns.repeat(
        MOMENTS,
        random ->
            assertThat(interrupted(random, 400, "wait", app.id()).status()).isEqualTo(INTERRUPTED));
    app.runsOn("node2");
    app.kill();
  }

  @Test
  void followingALogEndsAlsoWhereNothingIsWritten() {
    App app = CLUSTER.start("node2", "sh", "-c", "echo begun; exec sleep 1000");
    try (Running follower = CLUSTER.begin("logs", "-f", app.id())) {
      await().until(() -> follower.out().contains("begun"));

      Finished ended = quietly(follower.interrupted(PATIENCE));

      assertThat(ended.status()).isEqualTo(INTERRUPTED);
    }
    app.runsOn("node2");
    app.kill();
  }

  @Test
  void aProgramIsStartedOrNot() {
    SeededRuns.repeat(
        MOMENTS,
        random -> {
          Finished started =
              interrupted(random, 60, "run", "-d", "--json", "-w", "node2", "--", "sleep", "54321");

          List<Long> running = sleepers();
          if (started.status() == INTERRUPTED) {
            assertThat(running).isEmpty();
          } else {
            assertThat(running).containsExactly(started.number("gpid"));
            CLUSTER.ssi("kill", "-KILL", Long.toString(running.getFirst())).done();
            await().until(() -> sleepers().isEmpty());
          }
        });
  }

  @Test
  void aMoveIsMadeOrNot() {
    Counter counter = Counter.on(CLUSTER, "node1", "moving");
    App app = counter.app();
    SeededRuns.repeat(
        2 * MOMENTS,
        random -> {
          String from = app.node();
          String to = from.equals("node1") ? "node2" : "node1";

          Finished moved = interrupted(random, 300, "migrate", app.id(), to);

          assertThat(moved.status()).as("%s", moved).isIn(0, INTERRUPTED);
          app.runsOn(moved.status() == 0 ? to : from);
          counter.goesOn();
        });
    app.kill();
  }

  @Test
  void aMoveThatHasBegunIsTakenBack() {
    App app = large("node1");
    Repository images = new Repository(CLUSTER, "node2", "/run/ssi/images");
    try (Running move = CLUSTER.begin("migrate", app.id(), "node2")) {
      await().pollInterval(Duration.ofMillis(5)).until(() -> !images.files().isEmpty());

      assertThat(move.interrupted(PATIENCE).refused(INTERRUPTED))
          .contains("interrupted", "runs on");
    }
    app.runsOn("node1");
    assertThat(images.files()).isEmpty();
    app.migrate("node2");
    app.runsOn("node2");
    app.kill();
  }

  @Test
  void aCheckpointThatHasBegunIsTakenBack() {
    App app = large("node1");
    Repository versions = new Repository(CLUSTER, "node1", "/var/lib/ssi/checkpoints/" + app.id());
    try (Running checkpoint = CLUSTER.begin("checkpoint", app.id())) {
      await().pollInterval(Duration.ofMillis(5)).until(() -> !versions.files().isEmpty());

      assertThat(checkpoint.interrupted(PATIENCE).refused(INTERRUPTED))
          .contains("interrupted", "no version");
    }
    app.runsOn("node1");
    assertThat(versions.files()).isEmpty();
    assertThat(CLUSTER.ssi("checkpoint", "--json", app.id()).number("version")).isEqualTo(1);
    app.runsOn("node1");
    app.kill();
  }

  @Test
  void anApplicationIsBackOrNot() {
    Counter counter = Counter.on(CLUSTER, "node1", "coming-back");
    SeededRuns.repeat(
        MOMENTS,
        random -> {
          isBackOrNot(counter.app(), random, 100);
          counter.goesOn();
        });
    counter.app().kill();
  }

  @Test
  void aLargeApplicationIsBackOrNot() {
    App app = large("node1");
    SeededRuns.repeat(MOMENTS, random -> isBackOrNot(app, random, 400));
    app.kill();
  }

  private static void isBackOrNot(App app, RandomGenerator random, int millis) {
    CLUSTER.ssi("checkpoint", "-k", app.id()).done();

    Finished back = interrupted(random, millis, "restart", "-w", "node2", app.id());

    if (back.status() == INTERRUPTED) {
      assertThat(back.err()).contains(back.err().isEmpty() ? "" : "does not run");
      assertThat(CLUSTER.ssi("ps", app.id()).refused(1)).contains(app.id());
      CLUSTER.ssi("restart", "-w", "node2", app.id()).done();
    } else {
      assertThat(back.status()).as("%s", back).isZero();
    }
    app.runsOn("node2");
  }

  @Test
  void aNodeIsInOrOut() {
    Counter counter = Counter.on(CLUSTER, "node2", "drained");
    SeededRuns.repeat(
        MOMENTS,
        random -> {
          Finished added = interrupted(random, 100, "node", "add", "-n", "3");
          assertThat(added.status()).as("%s", added).isIn(0, INTERRUPTED);
          await().until(() -> List.of("present", "online").contains(state(3)));
          CLUSTER.ssi("node", "add", "-n", "3").done();
          counter.app().migrate("node3");

          Finished removed = interrupted(random, 500, "node", "remove", "-n", "3");
          assertThat(removed.status()).as("%s", removed).isIn(0, INTERRUPTED);
          await().until(() -> List.of("present", "online").contains(state(3)));
          CLUSTER.ssi("node", "remove", "-n", "3").done();

          assertThat(counter.app().node()).isIn("node1", "node2");
          counter.goesOn();
        });
    counter.app().kill();
  }

  private static String state(int node) {
    return CLUSTER.ssi("node", "status", "--json").texts("state").get(node - 1);
  }

  private static List<Long> sleepers() {
    Finished listed = CLUSTER.ssi("ps", "--json");
    List<String> commands = listed.texts("command");
    List<Long> gpids = listed.numbers("gpid");
    return IntStream.range(0, commands.size())
        .filter(i -> commands.get(i).equals("sleep 54321"))
        .mapToObj(gpids::get)
        .toList();
  }

  /** A program whose memory takes a while to write. */
  private static App large(String node) {
    App app =
        CLUSTER.start(
            node, "perl", "-e", "$x = 'x' x 60_000_000; print 'filled'; sleep 1000 while 1");
    await()
        .until(() ->
            CLUSTER.ssi("ps", "--json", app.id()).numbers("rss_bytes").getFirst() > 60_000_000);
    return app;
  }

  /** Runs a verb and interrupts it at a moment of its first so many milliseconds. */
  private static Finished interrupted(RandomGenerator random, int millis, String... words) {
    try (Running running = CLUSTER.begin(words)) {
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(millis)).toNanos());
      return quietly(running.interrupted(PATIENCE));
    }
  }

  /** Expects that it says no more than one line beside its results. */
  private static Finished quietly(Finished finished) {
    assertThat(finished.err().lines().toList()).as("%s", finished).hasSizeLessThanOrEqualTo(1);
    if (finished.status() == INTERRUPTED && !finished.err().isEmpty()) {
      assertThat(finished.err()).startsWith("ssi: interrupted").doesNotContain("Exception");
    }
    return finished;
  }
}
