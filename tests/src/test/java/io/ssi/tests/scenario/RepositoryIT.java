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

/** What becomes of versions after they were taken: kept once, deleted for good, read again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class RepositoryIT {
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void theNextVersionStoresOnlyWhatChanged() {
    Counter counter = Counter.on(CLUSTER, "node1", "twice");
    String id = counter.app().id();

    long first = CLUSTER.ssi("checkpoint", "--json", id).number("stored_bytes");
    long second = CLUSTER.ssi("checkpoint", "--json", id).number("stored_bytes");

    assertThat(first).isPositive();
    assertThat(second).isLessThan(first / 2);
    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void anApplicationComesBackFromAVersionWhosePredecessorWasDeleted() throws IOException {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "kept");
    String id = ledger.app().id();
    CLUSTER.ssi("checkpoint", id).done();
    CLUSTER.ssi("checkpoint", id).done();
    List<String> holders = holders(CLUSTER.ssi("checkpoint", "--json", "-k", "--keep", "1", id));

    assertThat(CLUSTER.ssi("ckpt", "list", "--json", id).numbers("version")).containsExactly(3L);
    for (String holder : holders) {
      await().atMost(Duration.ofSeconds(10)).until(() -> versions(holder, id).equals(List.of("3")));
    }
    assertThat(CLUSTER.ssi("restart", id, "2").refused(FAILED)).contains("no version 2");
    CLUSTER.ssi("restart", "--files=truncate", id).done();

    ledger.goesOn();
    ledger.app().kill();
  }

  @Test
  void aHolderThatWasAwayDoesNotBringBackWhatWasDeleted() throws IOException {
    Counter counter = Counter.on(CLUSTER, "node1", "away");
    String id = counter.app().id();
    String away = holders(CLUSTER.ssi("checkpoint", "--json", id)).getLast();
    CLUSTER.ssi("checkpoint", id).done();
    CLUSTER.embedded().killAgent(away);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> CLUSTER.ssi("node", "status", "--json").texts("state").contains("failed"));

    CLUSTER.ssi("ckpt", "rm", id, "1").done();
    CLUSTER.local("up").done();

    assertThat(CLUSTER.ssi("ckpt", "list", "--json", id).numbers("version")).containsExactly(2L);
    await().atMost(Duration.ofSeconds(10)).until(() -> !versions(away, id).contains("1"));
    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void whatWasAlteredIsFoundAndRepaired() throws IOException {
    Counter counter = Counter.on(CLUSTER, "node1", "altered");
    String id = counter.app().id();
    List<String> holders = holders(CLUSTER.ssi("checkpoint", "--json", id));
    assertThat(CLUSTER.ssi("ckpt", "verify", "--json", id).texts("state"))
        .containsExactly("whole", "whole");
    flipAByte(directory(holders.getLast(), id).resolve("packs/1.pack"));

    assertThat(CLUSTER.ssi("ckpt", "verify", "--json", id).texts("state"))
        .containsExactlyInAnyOrder("whole", "repaired");

    assertThat(CLUSTER.ssi("ckpt", "verify", "--json", id).texts("state"))
        .containsExactly("whole", "whole");
    counter.goesOn();
    counter.app().kill();
  }

  private static List<String> versions(String node, String id) throws IOException {
    try (Stream<Path> entries = Files.list(directory(node, id))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .sorted()
          .toList();
    }
  }

  private static Path directory(String node, String id) throws IOException {
    try (Stream<Path> files = Files.walk(CLUSTER.embedded().places().state(node))) {
      return files
          .filter(file -> file.toString().endsWith("/checkpoints/" + id))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> holders(Finished taken) {
    String list = taken.done().replaceFirst("(?s).*\"holders\"\\s*:\\s*\\[([^]]*)].*", "$1");
    return Stream.of(list.split(",")).map(word -> word.replace("\"", "").strip()).toList();
  }

  private static void flipAByte(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
