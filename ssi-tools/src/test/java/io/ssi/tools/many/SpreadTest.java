package io.ssi.tools.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static NodeStatus node(int id, int cpus, double load) {
    return node(
        id,
        Optional.of(
            new NodeFigures(
                cpus,
                1 << 30,
                1 << 29,
                load,
                10,
                new NodeFigures.ProcessorTime("kernel", 0, 0),
                Duration.ZERO)));
  }

  private static NodeStatus node(int id, Optional<NodeFigures> figures) {
    return new NodeStatus(new NodeId(id), "node" + id, NodeState.ONLINE, "", "10.0.0.1", figures);
  }

  private static List<Integer> places(List<Copy> copies) {
    return copies.stream().map(copy -> copy.node().map(NodeId::value).orElse(0)).toList();
  }

  @Test
  void oneForEachNodeIsInTheOrderOfTheNodes() {
    List<Copy> copies = Spread.oneEach(List.of(node(1, 2, 9), node(2, 2, 1), node(3, 2, 5)));

    assertThat(places(copies)).containsExactly(1, 2, 3);
    assertThat(copies).extracting(Copy::rank).containsExactly(0, 1, 2);
  }

  @Test
  void anEvenSpreadBeginsWithTheLeastLoadPerProcessor() {
    List<NodeStatus> nodes = List.of(node(1, 2, 1.0), node(2, 8, 2.0), node(3, 2, 0.1));

    assertThat(places(Spread.even(nodes, 5))).containsExactly(3, 2, 1, 3, 2);
    assertThat(places(Spread.even(nodes, 1))).containsExactly(3);
  }

  @Test
  void aNodeWhoseLoadIsNotKnownComesLast() {
    List<NodeStatus> nodes = List.of(node(1, Optional.empty()), node(2, 2, 50), node(3, 2, 50));

    assertThat(places(Spread.even(nodes, 4))).containsExactly(2, 3, 1, 2);
  }

  @Test
  void theBestNodeIsNotKnownBefore() {
    assertThat(places(Spread.best(3))).containsExactly(0, 0, 0);
  }
}
