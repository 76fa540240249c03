package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class TwoNodesIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void whenOneDiesTheOtherReadsOnAndSaysWhyItDoesNotWrite() {
    Counter counter = Counter.on(CLUSTER, "node2", "counter");

    CLUSTER.embedded().killNode("node1");

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> CLUSTER.ssi("node", "status", "--json").out().contains("\"quorum\":false"));
    assertThat(CLUSTER.ssi("node", "status").done()).contains("node1", "node2");
    assertThat(CLUSTER.ssi("ps").done()).contains(Long.toString(counter.app().gpid()));
    assertThat(CLUSTER.ssi("ps", "-e").done()).contains("node2");
    assertThat(CLUSTER.ssi("meminfo").done()).contains("MemTotal:");
    assertThat(CLUSTER.ssi("run", "-d", "--", "sleep", "100").refused(1))
        .contains("no majority", "reading goes on");
    assertThat(CLUSTER.ssi("checkpoint", counter.app().id()).refused(1))
        .contains("no majority", "reading goes on");
    counter.goesOn();
  }
}
