package io.ssi.tools.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeChange;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.Nodes;
import io.ssi.tools.service.VerbCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Nodes that change their state when they are told to, unless told to fail. */
public final class FakeNodes implements Nodes {
  private static final long GIBIBYTE = 1L << 30;

  /** The nodes by id. */
  public final Map<NodeId, NodeStatus> all = new LinkedHashMap<>();

  /** What to say of nodes that are to fail. */
  public final Map<NodeId, String> failures = new LinkedHashMap<>();

  /** Whether there is a majority. */
  public boolean quorum = true;

  /** Whether the last removal was forced. */
  public boolean forced;

  /** Adds a node {@code nodeN} with figures. */
  public void node(int id, NodeState state, String reason) {
    NodeFigures figures =
        new NodeFigures(
            2,
            3 * GIBIBYTE / 2,
            GIBIBYTE,
            0.25,
            12,
            new NodeFigures.ProcessorTime("kernel" + id, 1000, 4000),
            Duration.ofMillis(250));
    Optional<NodeFigures> known =
        state == NodeState.POSSIBLE ? Optional.empty() : Optional.of(figures);
    NodeId number = new NodeId(id);
    all.put(number, new NodeStatus(number, "node" + id, state, reason, "10.0.0." + id, known));
  }

  /** The state that a node is in now. */
  public NodeState state(int id) {
    return Objects.requireNonNull(all.get(new NodeId(id))).state();
  }

  @Override
  public ClusterStatus status() {
    return new ClusterStatus("lab", quorum, List.copyOf(all.values()));
  }

  @Override
  public ClusterStatus listed() {
    return new ClusterStatus(
        "lab",
        quorum,
        all.values().stream()
            .map(node ->
                new NodeStatus(
                    node.id(),
                    node.name(),
                    node.state(),
                    node.reason(),
                    node.address(),
                    Optional.empty()))
            .toList());
  }

  @Override
  public NodeChange add(List<NodeId> nodes, Duration timeout, VerbCall call) {
    return change(nodes, NodeState.ONLINE, call);
  }

  @Override
  public NodeChange remove(List<NodeId> nodes, boolean force, Duration timeout, VerbCall call) {
    forced = force;
    return change(nodes, NodeState.PRESENT, call);
  }

  private NodeChange change(List<NodeId> nodes, NodeState state, VerbCall call) {
    call.cancellation().throwIfCancelled("no node was changed");
    List<NodeId> done = new ArrayList<>();
    List<NodeChange.Failure> failed = new ArrayList<>();
    for (NodeId node : nodes) {
      String failure = failures.get(node);
      if (failure == null) {
        node(node.value(), state, "asked by user " + call.caller().uid());
        done.add(node);
      } else {
        failed.add(new NodeChange.Failure(node, failure));
      }
    }
    return new NodeChange(done, failed);
  }
}
