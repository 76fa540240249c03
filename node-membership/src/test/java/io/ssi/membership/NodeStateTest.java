package io.ssi.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.IllegalNodeStateException;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeStateTest {

  @ParameterizedTest
  @CsvSource({
    "POSSIBLE, PRESENT",
    "PRESENT, ONLINE SUSPECT FAILED POSSIBLE",
    "ONLINE, DRAINING SUSPECT FAILED",
    "DRAINING, PRESENT ONLINE SUSPECT FAILED",
    "SUSPECT, PRESENT ONLINE DRAINING FAILED",
    "FAILED, PRESENT POSSIBLE",
  })
  void onlyTheListedStatesFollow(NodeState from, String legal) {
    Set<String> expected = Set.of(legal.split(" ", -1));
    for (NodeState to : NodeState.values()) {
      NodeRecord record = record(from);
      if (expected.contains(to.name())) {
        assertThat(step(record, to).state()).isEqualTo(to);
      } else {
        assertThatThrownBy(() -> step(record, to))
            .isInstanceOfSatisfying(
                IllegalNodeStateException.class,
                e -> {
                  assertThat(e.from()).isEqualTo(from);
                  assertThat(e.to()).isEqualTo(to);
                });
      }
    }
  }

  private static NodeRecord step(NodeRecord record, NodeState to) {
    return to == NodeState.FAILED
        ? record.failed(FailureKind.UNKNOWN, "test", Instant.EPOCH)
        : record.to(to, "test", Instant.EPOCH);
  }

  private static NodeRecord record(NodeState state) {
    return new NodeRecord(
        new NodeId(1),
        "node1",
        new NodeAddress("127.0.0.1", 1, 2),
        state,
        state == NodeState.FAILED ? Optional.of(FailureKind.UNKNOWN) : Optional.empty(),
        "test",
        Instant.EPOCH,
        false,
        0,
        NodeFacts.NONE);
  }
}
