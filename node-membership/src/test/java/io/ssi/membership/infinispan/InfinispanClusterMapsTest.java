package io.ssi.membership.infinispan;

import io.ssi.membership.map.ClusterMapContract;
import io.ssi.membership.map.ClusterMaps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InfinispanClusterMapsTest extends ClusterMapContract {
  private static LoopbackCluster cluster;
  private static LoopbackCluster.Agent one;
  private static LoopbackCluster.Agent two;

  @BeforeAll
  static void start() {
    cluster = new LoopbackCluster(2);
    one = cluster.start(1);
    two = cluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected ClusterMaps first() {
    return one.maps();
  }

  @Override
  protected ClusterMaps second() {
    return two.maps();
  }
}
