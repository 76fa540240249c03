package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import org.junit.jupiter.api.Test;

@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class DemoIT {

  @Test
  void allOfItHoldsAndNothingIsLeft() throws Exception {
    try (Cluster cluster = Cluster.of(3, 1)) {
      Finished demo = cluster.local("demo");

      assertThat(demo.done()).as("%s", demo).contains("All of it held");
      assertThat(cluster.embedded().exists()).isFalse();
    }
  }
}
