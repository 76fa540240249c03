package io.ssi.membership.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.infinispan.LoopbackCluster.Agent;
import io.ssi.membership.jgroups.LoopbackGroup;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMapContract;
import io.ssi.membership.map.MapSchema;
import io.ssi.membership.map.NoQuorumException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private static final Duration SOON = Duration.ofSeconds(12);
  private static final MapSchema<Integer, String> SCHEMA = ClusterMapContract.schema("q");
  private LoopbackCluster cluster;

  @BeforeEach
  void open() {
    cluster = new LoopbackCluster(4);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private ClusterMap<Integer, String> map(Agent agent) {
    return agent.maps().open(SCHEMA);
  }

  private void startAll(int count) {
    for (int id = 1; id <= count; id++) {
      map(cluster.start(id));
    }
  }

  private void awaitSize(Agent agent, int size) {
    LoopbackGroup.eventually(SOON, () -> agent.group().view().members().size() == size);
  }

  @Test
  void leavingInGoodOrderNeverCostsTheQuorum() {
    startAll(4);
    for (int left = 3; left >= 1; left--) {
      // The coordinator too: the oldest leaves first.
      cluster.leave(cluster.running().getFirst());
      Agent survivor = cluster.running().getLast();
      awaitSize(survivor, left);

      map(survivor).put(left, "written by " + left);

      assertThat(survivor.group().hasQuorum()).isTrue();
    }
    assertThat(map(cluster.running().getFirst()).entries()).hasSize(3);
  }

  @Test
  void crashesOneByOneKeepWritingUntilOneOfTwoIsLeft() {
    startAll(4);
    Agent last = cluster.running().getLast();
    map(last).put(0, "zero");
    for (int left = 3; left >= 2; left--) {
      cluster.kill(cluster.running().getFirst());
      awaitSize(last, left);
      int key = left;
      LoopbackGroup.eventually(
          SOON, () -> last.group().hasQuorum() && last.maps().lastWhole().size() == key);
      map(last).put(key, "written by " + left);
    }
    cluster.kill(cluster.running().getFirst());
    awaitSize(last, 1);
    LoopbackGroup.eventually(SOON, () -> !last.group().hasQuorum());

    assertThatThrownBy(() -> map(last).put(9, "x"))
        .isInstanceOf(NoQuorumException.class)
        .hasMessageContaining("only node 4 of 2 can be reached");
    assertThatThrownBy(() -> map(last).replace(0, "zero", "x"))
        .isInstanceOf(NoQuorumException.class);
    assertThatThrownBy(() -> map(last).remove(0, "zero")).isInstanceOf(NoQuorumException.class);
    assertThat(map(last).get(0)).contains("zero");
    assertThat(map(last).entries()).containsOnlyKeys(0, 2, 3);
  }

  @Test
  void writesGoOnWhenTheOtherOfTwoIsBack() {
    startAll(2);
    Agent one = cluster.running().getFirst();
    map(one).put(1, "kept");
    cluster.kill(cluster.running().getLast());
    LoopbackGroup.eventually(SOON, () -> !one.group().hasQuorum());

    Agent two = cluster.start(2);
    ClusterMap<Integer, String> back = map(two);

    LoopbackGroup.eventually(SOON, () -> one.group().hasQuorum() && two.group().hasQuorum());
    back.put(2, "new");
    assertThat(back.get(1)).contains("kept");
    assertThat(map(one).get(2)).contains("new");
  }

  @Test
  void twoOfFourDyingAtOnceRefuseWritesUntilThreeAreThere() {
    startAll(4);
    Agent four = cluster.running().getLast();
    cluster.kill(cluster.running().get(0), cluster.running().get(1));
    awaitSize(four, 2);
    LoopbackGroup.eventually(SOON, () -> !four.group().hasQuorum());

    map(cluster.start(1));

    LoopbackGroup.eventually(SOON, () -> four.group().hasQuorum());
    map(four).put(1, "again");
  }

  @Test
  void aMinorityReadsOnAndTakesTheMajoritysStateAfterTheSplit() {
    startAll(3);
    Agent one = cluster.running().getFirst();
    Agent two = cluster.running().get(1);
    map(one).put(1, "old");
    map(one).put(2, "removed meanwhile");
    LoopbackGroup.isolate(one.group(), true);
    awaitSize(two, 2);
    LoopbackGroup.eventually(SOON, () -> !one.group().hasQuorum() && two.group().hasQuorum());

    assertThat(map(one).get(1)).contains("old");
    assertThatThrownBy(() -> map(one).put(1, "lost")).isInstanceOf(NoQuorumException.class);
    map(two).put(1, "new");
    assertThat(map(two).remove(2, "removed meanwhile")).isTrue();
    List<Integer> told = new CopyOnWriteArrayList<>();
    map(one).listen(told::add);
    LoopbackGroup.isolate(one.group(), false);

    LoopbackGroup.eventually(
        Duration.ofSeconds(20),
        () ->
            one.group().view().members().size() == 3
                && one.group().hasQuorum()
                && map(one).get(1).equals(Optional.of("new")));
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(map(two).entries()).isEqualTo(Map.of(1, "new"));
          assertThat(map(one).entries()).isEqualTo(Map.of(1, "new"));
        });
  }
}
