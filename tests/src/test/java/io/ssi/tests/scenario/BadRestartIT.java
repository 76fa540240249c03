package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Restarts that must not happen, and images that are not what they were. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class BadRestartIT {
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void aVersionThatIsNotThereIsNamed() {
    Counter counter = Counter.on(CLUSTER, "node1", "versions");
    String id = counter.app().id();

    assertThat(CLUSTER.ssi("restart", id).refused(FAILED)).contains(id);
    CLUSTER.ssi("checkpoint", id).done();
    assertThat(CLUSTER.ssi("restart", id, "7").refused(FAILED)).contains(id, "7");

    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void whatRunsIsNotStartedAgain() {
    Counter counter = Counter.on(CLUSTER, "node1", "running");
    String id = counter.app().id();
    CLUSTER.ssi("checkpoint", id).done();

    assertThat(CLUSTER.ssi("restart", id).refused(FAILED)).contains(id, "running", "node1");
    assertThat(CLUSTER.ssi("restart", "-w", "node2", id).refused(FAILED)).contains("running");

    counter.goesOn();
    counter.app().runsOn("node1");
    counter.app().kill();
  }

  @Test
  void whatRunsWithoutItsAgentIsNotStartedAgain() {
    Counter counter = Counter.on(CLUSTER, "node3", "orphan");
    String id = counter.app().id();
    CLUSTER.ssi("checkpoint", id).done();
    CLUSTER.embedded().killAgent("node3");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> CLUSTER.ssi("node", "status", "--json").texts("state").contains("failed"));
    assertThat(CLUSTER.ssi("node", "status", "--json").texts("reason"))
        .anyMatch(reason -> reason.startsWith("agent"));

    assertThat(CLUSTER.ssi("restart", id).refused(FAILED))
        .contains(id, "agent of node3", "--assume-dead");
    counter.goesOn();

    CLUSTER.local("up").done();
    counter.goesOn();
    counter.app().runsOn("node3");
    counter.app().migrate("node1");
    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void anImageThatWasAlteredIsReplacedByTheOtherHolders() throws IOException {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "altered");
    String id = ledger.app().id();
    Finished taken = CLUSTER.ssi("checkpoint", "--json", "-k", id);
    List<String> holders = holders(taken);
    assertThat(holders).hasSize(2);
    flipAByte(pages(holders.getFirst(), id));

    CLUSTER.ssi("restart", "--files=truncate", "-w", holders.getFirst(), id).done();

    ledger.goesOn();
    ledger.app().runsOn(holders.getFirst());
    ledger.app().kill();
  }

  @Test
  void withEveryCopyAlteredNothingIsStarted() throws IOException {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "ruined");
    String id = ledger.app().id();
    Finished taken = CLUSTER.ssi("checkpoint", "--json", "-k", id);
    for (String holder : holders(taken)) {
      flipAByte(pages(holder, id));
    }
    int lines = ledger.lines().size();

    assertThat(CLUSTER.ssi("restart", "--files=truncate", id).refused(FAILED)).contains(id);
    assertThat(CLUSTER.ssi("restart", "--files=truncate", "-w", "node3", id).refused(FAILED))
        .contains(id);

    assertThat(ledger.lines()).hasSize(lines);
    assertThat(CLUSTER.ssi("ps", id).refused(FAILED)).contains(id);
  }

  private static List<String> holders(Finished taken) {
    String list = taken.done().replaceFirst("(?s).*\"holders\"\\s*:\\s*\\[([^]]*)].*", "$1");
    return Stream.of(list.split(",")).map(word -> word.replace("\"", "").strip()).toList();
  }

  private static Path pages(String node, String id) throws IOException {
    try (Stream<Path> files = Files.walk(CLUSTER.embedded().places().state(node))) {
      return files
          .filter(file -> file.toString().endsWith("/" + id + "/packs/1.pack"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flipAByte(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
