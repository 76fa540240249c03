package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents are killed while programs run in the foreground, and started again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ForegroundAgentDeathIT {
  // The third keeps a majority. The client talks to the first.
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static Path file(String name) {
    return CLUSTER.workshop().resolve(name);
  }

  private static void kill(String node) {
    ProcessHandle agent =
        ProcessHandle.of(CLUSTER.embedded().agent(node).orElseThrow().pid()).orElseThrow();
    agent.destroyForcibly();
    agent.onExit().join();
  }

  @ParameterizedTest
  @CsvSource({"node2, node2", "node2, node1", "node1, node1"})
  void theProgramGoesOnAndNothingOfItIsLost(String runs, String dies) throws IOException {
    Path go = file("go-" + runs + dies);
    String program =
        "echo $PPID first; until [ -e " + go + " ]; do sleep 0.05; done; seq 200000; exit 7";
    String id;
    try (Running client = CLUSTER.begin("run", "-w", runs, "--", "sh", "-c", program)) {
      await().untilAsserted(() -> assertThat(client.out()).as(client.err()).contains("first"));
      id = CLUSTER.shell("ssi ps | awk '/until/ {print $2; exit}'").done().strip();

      kill(dies);

      Finished lost = client.end(30);
      assertThat(lost.status()).as("%s", lost).isEqualTo(1);
      assertThat(lost.err().lines()).as("%s", lost).hasSize(1);
      assertThat(lost.err()).contains(dies, "ssi attach");
    }
    Files.createFile(go);
    if (!runs.equals(dies)) {
      everything(id);
    }
    CLUSTER.local("up").done();
    // The others may not have noticed yet that it was gone.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> CLUSTER.ssi("run", "-w", dies, "--", "true").status() == 0);
    everything(id);
    assertThat(CLUSTER.ssi("wait", id).status()).isEqualTo(7);
  }

  private static void everything(String id) {
    String all = CLUSTER.shell("seq 200000").done();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(CLUSTER.ssi("logs", id).done()).isEqualTo(all));
  }
}
