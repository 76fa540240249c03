package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clusters that are there, that are not, and that live side by side. */
@Requires({Need.ROOT, Need.NAMESPACES})
class SeveralClustersIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void upOnARunningClusterChangesNothing() {
    Counter counter = Counter.on(CLUSTER, "node2", "counter");
    var agents = CLUSTER.embedded().agent("node1");

    CLUSTER.local("up").done();
    assertThat(CLUSTER.local("up", "--nodes", "3").refused(1)).contains(CLUSTER.name(), "up");

    assertThat(CLUSTER.embedded().agent("node1")).isEqualTo(agents);
    counter.goesOn();
    counter.app().kill();
  }

  @Test
  void withoutAClusterThereIsNothingToEndOrToAsk() throws IOException {
    try (Cluster none = Cluster.of(1, 0)) {
      assertThat(none.local("down").done()).contains("There is no cluster " + none.name());
      assertThat(none.ssi("ps").refused(1)).contains(none.name());
      assertThat(none.ssi("migrate", "17", "node2").refused(1)).contains(none.name());
    }
  }

  @Test
  void anotherClusterIsAWorldOfItsOwnAndWithoutCriuSaysSo() throws IOException {
    Counter here = Counter.on(CLUSTER, "node1", "here");
    Path empty = Files.createDirectory(CLUSTER.workshop().resolve("cache"));
    try (Cluster other = Cluster.of(2, 0, Map.of("SSI_CACHE", empty.toString())).start()) {
      Counter there = Counter.on(other, "node1", "there");

      assertThat(CLUSTER.ssi("ps").done()).contains("/here").doesNotContain("/there");
      assertThat(other.ssi("ps").done()).contains("/there").doesNotContain("/here");
      assertThat(other.ssi("migrate", there.app().id(), "node2").refused(1)).contains("CRIU");
      assertThat(other.ssi("checkpoint", there.app().id()).refused(1)).contains("CRIU");
      there.goesOn();
      there.app().runsOn("node1");
    }
    here.goesOn();
    assertThat(CLUSTER.ssi("node", "status", "--json").texts("state"))
        .containsExactly("online", "online");
    here.app().kill();
  }
}
