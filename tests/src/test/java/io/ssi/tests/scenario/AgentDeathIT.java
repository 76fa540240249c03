package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.testing.SeededRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents are killed while an application moves, and started again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class AgentDeathIT {
  private static final int TRIES = 4;
  private static final Duration MOVE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RECOVERED = "runs here, from the image of its move";

  // The third keeps a majority while an agent of the two others is dead.
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void aMoveThatWasDecidedIsCompletedByTheNextAgentOfItsTarget() {
    Counter counter = Counter.on(CLUSTER, "node1", "decided");
    // Whether the copy was released already when its agent dies is a matter of a millisecond.
    for (int i = 0; i < TRIES && !wasRecovered(); i++) {
      String target = other(counter.app().node());
      Path record = record(target, counter.app());
      Object before = version(record);

      Finished move = moveAndKill(counter, target, target, () -> !version(record).equals(before));

      comesBack(counter);
      assertThat(counter.app().node()).as("%s", move).isEqualTo(target);
    }
    counter.app().kill();
  }

  @Test
  void exactlyOneCopyRunsWheneverAnAgentOfTheTwoDies() {
    Counter counter = Counter.on(CLUSTER, "node1", "whenever");
    SeededRuns.repeat(2 * TRIES, random -> killAtSomeMoment(counter, random));
    counter.app().kill();
  }

  private static void killAtSomeMoment(Counter counter, RandomGenerator random) {
    String source = counter.app().node();
    String target = other(source);
    String victim = random.nextBoolean() ? source : target;
    long moment = System.nanoTime() + random.nextLong(MOVE.toNanos());

    Finished _ = moveAndKill(counter, target, victim, () -> System.nanoTime() - moment > 0);

    comesBack(counter);
  }

  /** It may succeed, fail, or find nobody to ask: what counts is what is left. */
  private static Finished moveAndKill(
      Counter counter, String target, String victim, BooleanSupplier now) {
    ProcessHandle agent =
        ProcessHandle.of(CLUSTER.embedded().agent(victim).orElseThrow().pid()).orElseThrow();
    CompletableFuture<Finished> move =
        CompletableFuture.supplyAsync(() -> CLUSTER.ssi("migrate", counter.app().id(), target));
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!now.getAsBoolean() && System.nanoTime() - limit < 0) {
      Thread.onSpinWait();
    }
    agent.destroyForcibly();
    agent.onExit().join();
    return move.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void comesBack(Counter counter) {
    CLUSTER.local("up").done();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Finished listed = CLUSTER.ssi("ps", "--json", counter.app().id());
          assertThat(listed.numbers("gpid")).as("%s", listed).contains(counter.app().gpid());
          assertThat(listed.numbers("gpid")).as("%s", listed).doesNotHaveDuplicates();
        });
    counter.goesOn();
  }

  private static String other(String node) {
    return node.equals("node1") ? "node2" : "node1";
  }

  private static boolean wasRecovered() {
    return recovered("node1") || recovered("node2");
  }

  private static boolean recovered(String node) {
    try {
      return Files.readString(CLUSTER.embedded().places().state(node).resolve("agent.log"))
          .contains(RECOVERED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a node has saved of an application that lives there; written anew at the commit. */
  private static Path record(String node, App app) {
    return CLUSTER
        .embedded()
        .places()
        .state(node)
        .resolve("applications")
        .resolve(app.id())
        .resolve("record");
  }

  private static Object version(Path record) {
    try {
      return Files.exists(record) ? Files.getAttribute(record, "unix:ino") : "none";
    } catch (IOException e) {
      return "being replaced";
    }
  }
}
