package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications that are made to stand still, and whatever may happen to them meanwhile. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class SuspendIT {
  private static final Duration STILL = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void standsStillUntilItIsResumedFromAnyNode() {
    Counter counter = Counter.on(CLUSTER, "node2", "still");
    App app = counter.app();

    suspend(app);
    suspend(app);

    standsStill(counter);
    assertThat(CLUSTER.ssi("wait", "--timeout", "200ms", app.id()).status()).isEqualTo(124);
    CLUSTER.ssi("--on", "node3", "resume", app.id()).done();
    counter.goesOn();
    assertThat(states(app)).doesNotContain("T");
    CLUSTER.ssi("resume", app.id()).done();
    app.kill();
    assertThat(CLUSTER.ssi("suspend", app.id()).refused(1)).contains("has ended");
  }

  @Test
  void staysSuspendedWhenItIsMovedAndWhenItIsCheckpointed() throws IOException {
    Counter counter = Counter.on(CLUSTER, "node1", "moved");
    App app = counter.app();
    suspend(app);

    app.migrate("node2");

    app.runsOn("node2");
    standsStill(counter);
    CLUSTER.ssi("checkpoint", app.id()).done();
    standsStill(counter);
    app.migrate("node1");
    app.runsOn("node1");
    standsStill(counter);
    CLUSTER.ssi("resume", app.id()).done();
    counter.goesOn();
    app.kill();
    CLUSTER.ssi("restart", "-w", "node2", "--files", "truncate", app.id()).done();
    counter.goesOn();
    app.kill();
  }

  @Test
  void isKilledAtOnce() {
    Counter counter = Counter.on(CLUSTER, "node2", "killed");
    suspend(counter.app());

    counter.app().kill();
    assertThat(CLUSTER.ssi("ps").out()).doesNotContain("killed");
  }

  @Test
  void aSignalThatEndsItIsNoticedWhenItIsResumed() {
    Counter counter = Counter.on(CLUSTER, "node2", "ended");
    String app = counter.app().id();
    suspend(counter.app());

    CLUSTER.ssi("--on", "node1", "kill", "-TERM", app).done();
    assertThat(CLUSTER.ssi("wait", "--timeout", "200ms", app).status()).isEqualTo(124);
    CLUSTER.ssi("resume", app).done();
    assertThat(CLUSTER.ssi("wait", app).status()).isEqualTo(128 + 15);
  }

  @Test
  void staysSuspendedWhenItsAgentDies() {
    Counter counter = Counter.on(CLUSTER, "node3", "agent");
    suspend(counter.app());

    ProcessHandle agent =
        ProcessHandle.of(CLUSTER.embedded().agent("node3").orElseThrow().pid()).orElseThrow();
    agent.destroyForcibly();
    agent.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    CLUSTER.local("up").done();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(states(counter.app())).contains("T"));
    standsStill(counter);
    CLUSTER.ssi("resume", counter.app().id()).done();
    counter.goesOn();
    counter.app().kill();
  }

  private static void suspend(App app) {
    CLUSTER.ssi("--on", "node1", "suspend", app.id()).done();
  }

  private static String states(App app) {
    return String.join("", CLUSTER.ssi("ps", "--json", app.id()).texts("state"));
  }

  private static void standsStill(Counter counter) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(states(counter.app())).matches("T+"));
    long size = counter.file().toFile().length();
    assertThat(size).isPositive();
    await()
        .during(STILL)
        .atMost(STILL.plus(PATIENCE))
        .until(() -> Files.size(counter.file()) == size);
  }
}
