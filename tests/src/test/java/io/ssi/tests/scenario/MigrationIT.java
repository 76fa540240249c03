package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class MigrationIT {
  private static final int TRIPS = 5;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void aPipelineGoesToAndFroAndMissesNothing() {
    Counter counter = Counter.on(CLUSTER, "node1", "counter");
    int processes = CLUSTER.ssi("ps", "--json", counter.app().id()).numbers("gpid").size();

    for (int trip = 0; trip < TRIPS; trip++) {
      counter.app().migrate("node2");
      counter.goesOn();
      counter.app().runsOn("node2");
      counter.app().migrate("node1");
      counter.goesOn();
      counter.app().runsOn("node1");
    }

    assertThat(processes).isGreaterThanOrEqualTo(4);
    counter.app().kill();
  }

  @Test
  void aJvmGoesToAndFroAndMissesNothing() {
    LedgerApp ledger = LedgerApp.on(CLUSTER, "node1", "ledger");

    for (int trip = 0; trip < TRIPS; trip++) {
      ledger.app().migrate("node2");
      ledger.goesOn();
      ledger.app().runsOn("node2");
      ledger.app().migrate("node1");
      ledger.goesOn();
      ledger.app().runsOn("node1");
    }

    ledger.app().kill();
  }
}
