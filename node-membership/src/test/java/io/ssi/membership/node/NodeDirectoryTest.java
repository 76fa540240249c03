package io.ssi.membership.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.membership.wire.NodeRecordMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeDirectoryTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeAddress HERE = new NodeAddress("10.0.0.1", 7800, 7900);
  private static final NodeFacts FACTS = new NodeFacts(2, 1024, "6.18", "b", "4.2.1", Map.of());

  private Instant now = Instant.ofEpochSecond(100);
  private final ClusterMap<NodeId, NodeRecord> map =
      new InMemoryClusterMaps().open(NodeRecordMapper.schema());
  private final NodeDirectory directory = new NodeDirectory(map, () -> now);

  @Test
  void joiningMakesANodePresentWithItsFacts() {
    directory.declare(ONE, "node1", new NodeAddress("10.0.0.9", 1, 2));
    now = Instant.ofEpochSecond(200);

    NodeRecord record = directory.join(ONE, "node1", HERE, FACTS);

    assertThat(record.state()).isEqualTo(NodeState.PRESENT);
    assertThat(record.since()).isEqualTo(now);
    assertThat(record.address()).isEqualTo(HERE);
    assertThat(record.facts()).isEqualTo(FACTS);
    assertThat(directory.find(ONE)).contains(record);
    assertThat(directory.find("node1")).contains(record);
    assertThat(directory.in(NodeState.PRESENT)).containsExactly(record);
  }

  @Test
  void declaringLeavesAKnownNodeAsItIs() {
    directory.join(ONE, "node1", HERE, FACTS);

    assertThat(directory.declare(ONE, "node1", HERE).state()).isEqualTo(NodeState.PRESENT);
  }

  @Test
  void aSecondNodeOfAnotherNodesNameIsRefused() {
    directory.join(ONE, "node1", HERE, FACTS);

    assertThatThrownBy(() -> directory.join(TWO, "node1", HERE, FACTS))
        .isInstanceOf(NodeDirectoryException.class)
        .hasMessageContaining("node 1 is");
  }

  @Test
  void aStaleRecordIsClosedWithADeath() {
    directory.join(ONE, "node1", HERE, FACTS);
    directory.move(ONE, NodeState.ONLINE, "added");

    NodeRecord again = directory.join(ONE, "node1", HERE, FACTS);

    assertThat(again.deaths()).isEqualTo(1);
    assertThat(again.wasOnline()).isTrue();
  }

  @Test
  void illegalMovesAndUnknownNodesAreErrors() {
    directory.join(ONE, "node1", HERE, FACTS);

    assertThatThrownBy(() -> directory.move(ONE, NodeState.DRAINING, "x"))
        .isInstanceOf(IllegalNodeStateException.class)
        .hasMessageContaining("Node node1 is present")
        .hasMessageContaining("cannot become draining");
    assertThatThrownBy(() -> directory.move(TWO, NodeState.ONLINE, "x"))
        .isInstanceOf(NodeDirectoryException.class)
        .hasMessageContaining("no node 2");
  }

  @Test
  void aFailureCanBeMadeMorePrecise() {
    directory.join(ONE, "node1", HERE, FACTS);
    directory.fail(ONE, FailureKind.UNKNOWN, "silent");

    NodeRecord resolved = directory.resolve(ONE, FailureKind.NODE_GONE, "an operator says so");

    assertThat(resolved.failure()).contains(FailureKind.NODE_GONE);
    assertThat(resolved.deaths()).isEqualTo(1);
    directory.move(ONE, NodeState.POSSIBLE, "forgotten");
    assertThatThrownBy(() -> directory.resolve(ONE, FailureKind.NODE_GONE, "x"))
        .isInstanceOf(IllegalNodeStateException.class);
  }

  @Test
  void awaitingEndsWithTheStateOrWithNothing() {
    directory.join(ONE, "node1", HERE, FACTS);
    CompletableFuture<Optional<NodeRecord>> waiting = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() ->
            waiting.complete(directory.await(ONE, NodeRecord::isOnline, Duration.ofSeconds(10))));

    directory.move(ONE, NodeState.ONLINE, "added");

    assertThat(waiting.orTimeout(5, TimeUnit.SECONDS).join()).isPresent();
    assertThat(directory.await(ONE, NodeRecord::isOnline, Duration.ofMillis(1))).isPresent();
    assertThat(directory.await(TWO, NodeRecord::isOnline, Duration.ofMillis(20))).isEmpty();
  }
}
