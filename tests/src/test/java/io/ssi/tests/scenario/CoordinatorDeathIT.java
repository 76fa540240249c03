package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    areQuiet("node2", "node3", "node4");
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

  /** Expects of each agent a second in which it hardly used a processor. */
  private static void areQuiet(String... nodes) {
    ProcFs proc = new ProcFs(Path.of("/proc"));
    for (String node : nodes) {
      LocalPid agent = new LocalPid(CLUSTER.embedded().agent(node).orElseThrow().pid());
      AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
      await()
          .alias("the agent of " + node + " to be quiet")
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            StatFile stat = proc.stat(agent).orElseThrow();
            long now = stat.userTicks() + stat.systemTicks();
            return now - last.getAndSet(now) < StatFile.TICKS_PER_SECOND / 10;
          });
    }
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
