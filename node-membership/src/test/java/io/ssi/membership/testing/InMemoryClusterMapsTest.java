package io.ssi.membership.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMapContract;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.NoQuorumException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InMemoryClusterMapsTest extends ClusterMapContract {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private final InMemoryNetwork network = new InMemoryNetwork();

  @BeforeEach
  void join() {
    network.join(ONE);
    network.join(TWO);
    network.join(THREE);
  }

  @Override
  protected ClusterMaps first() {
    return network.maps(ONE);
  }

  @Override
  protected ClusterMaps second() {
    return network.maps(TWO);
  }

  @Test
  void aMinorityReadsAndRefusesWritesUntilTheMerge() {
    ClusterMap<Integer, String> map = network.maps(ONE).open(schema("split"));
    map.put(1, "a");

    network.partition(List.of(List.of(ONE), List.of(TWO, THREE)));

    assertThat(map.get(1)).contains("a");
    assertThatThrownBy(() -> map.put(1, "b")).isInstanceOf(NoQuorumException.class);
    network.maps(TWO).open(schema("split")).put(1, "c");
    network.merge();
    map.put(1, "d");
    assertThat(map.get(1)).contains("d");
  }
}
