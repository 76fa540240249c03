package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole cluster to sleep, the machines rebooted, and all of it awake again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ClusterSleepIT {
  private static final int FAILED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> NODES = List.of("node1", "node2", "node3");

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void everythingGoesOnWhereItWasOrElsewhereAfterAllMachinesWereRebooted() {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "sleeps");
    Counter counter = Counter.on(CLUSTER, "node2", "counts");
    Counter still = Counter.on(CLUSTER, "node3", "stands-still");
    CLUSTER.ssi("suspend", still.app().id()).done();
    Counter spread = Counter.on(CLUSTER, "node1", "is-on-two-nodes");
    String whole = spread.app().id();
    CLUSTER.ssi("run", "-d", "--app", whole, "-w", "node2", "--", "sleep", "1000").done();

    Finished slept = CLUSTER.ssi("cluster", "suspend", "--json");

    assertThat(slept.numbers("application")).hasSize(4);
    for (String node : NODES) {
      await().atMost(PATIENCE).until(() -> CLUSTER.embedded().agent(node).isEmpty());
      CLUSTER.embedded().killNode(node);
    }
    CLUSTER.local("up").done();
    CLUSTER.embedded().killNode("node3");
    await()
        .atMost(PATIENCE)
        .until(() -> CLUSTER.ssi("node", "status", "--json").texts("state").contains("failed"));
    assertThat(CLUSTER.ssi("ps", "--json").numbers("application")).isEmpty();

    assertThat(CLUSTER.ssi("cluster", "resume").done().lines()).hasSize(4);

    ledger.goesOn();
    counter.goesOn();
    ledger.app().runsOn("node1");
    counter.app().runsOn("node2");
    spread.goesOn();
    assertThat(CLUSTER.ssi("ps", "--json", whole).texts("node")).contains("node1", "node2");
    assertThat(still.app().node()).isNotEqualTo("node3");
    assertThat(String.join("", CLUSTER.ssi("ps", "--json", still.app().id()).texts("state")))
        .matches("T+");
    assertThat(CLUSTER.ssi("cluster", "resume").done()).isEmpty();
    CLUSTER.ssi("resume", still.app().id()).done();
    still.goesOn();
    ledger.app().kill();
    counter.app().kill();
    still.app().kill();
    CLUSTER.ssi("kill", "-KILL", "--app", whole).done();
    CLUSTER.ssi("wait", whole);
    // What was woken and has ended since does not come back.
    assertThat(CLUSTER.ssi("cluster", "resume").done()).isEmpty();
  }

  @Test
  void ifOneCannotBeSavedAllRunOn() {
    Counter counter = Counter.on(CLUSTER, "node2", "runs-on");
    try (Running foreground = CLUSTER.begin("run", "-w", "node1", "--", "sleep", "1000")) {
      await()
          .atMost(PATIENCE)
          .until(() -> CLUSTER.ssi("ps", "--json").texts("command").contains("sleep 1000"));

      Finished refused = CLUSTER.ssi("cluster", "suspend");

      assertThat(refused.status()).as("%s", refused).isEqualTo(FAILED);
      assertThat(refused.err()).contains("foreground", "everything runs on");
      counter.goesOn();
      counter.app().runsOn("node2");
      assertThat(CLUSTER.ssi("ckpt", "list", "--json", counter.app().id()).done())
          .contains("\"checkpoints\":[]");
      assertThat(CLUSTER.ssi("cluster", "resume").done()).isEmpty();
      foreground.interrupted(20);
    }
    counter.app().kill();
  }
}
