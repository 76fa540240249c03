package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The node that started first coordinates the group; nothing hangs on it. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class CoordinatorDeathIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 1);

  @Test
  void everythingWorksOnWithoutTheFirstNode() {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node2", "ledger");
    Counter counter = Counter.on(CLUSTER, "node3", "counter");
    App lost = CLUSTER.start("node1", "sleep", "1000");

    CLUSTER.embedded().killNode("node1");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(states()).containsExactly("failed", "online", "online", "present"));
    assertThat(CLUSTER.ssi("ps").done())
        .contains(Long.toString(ledger.app().gpid()), Long.toString(counter.app().gpid()));
    assertThat(CLUSTER.ssi("ps", "-e").done()).contains("node2", "node3");
    assertThat(CLUSTER.ssi("meminfo").done()).contains("MemTotal:");
    CLUSTER.ssi("migrate", lost.id(), "node2").refused(1);
    migrates(ledger, counter);
    comesBackFromACheckpoint(ledger);
    growsAndShrinks(counter);
    App late = CLUSTER.start("node4", "sleep", "1000");
    late.kill();
  }

  private static void migrates(LedgerApp ledger, Counter counter) {
    ledger.app().migrate("node3");
    ledger.goesOn();
    ledger.app().runsOn("node3");
    counter.app().migrate("node2");
    counter.goesOn();
    counter.app().runsOn("node2");
  }

  private static void comesBackFromACheckpoint(LedgerApp ledger) {
    String id = ledger.app().id();
    Finished taken = CLUSTER.ssi("checkpoint", "--json", id);
    assertThat(taken.number("version")).isEqualTo(1);
    ledger.goesOn();
    ledger.app().kill();

    CLUSTER.ssi("restart", "--files=truncate", "-w", "node2", id).done();

    ledger.goesOn();
    ledger.app().runsOn("node2");
  }

  private static void growsAndShrinks(Counter counter) {
    assertThat(CLUSTER.ssi("node", "add", "-n", "4").done()).contains("done");
    assertThat(states()).containsExactly("failed", "online", "online", "online");
    assertThat(CLUSTER.ssi("node", "remove", "-n", "2").done()).contains("done");
    assertThat(states()).containsExactly("failed", "present", "online", "online");
    assertThat(counter.app().node()).isIn("node3", "node4");
    counter.goesOn();
  }

  private static List<String> states() {
    return CLUSTER.ssi("node", "status", "--json").texts("state");
  }
}
