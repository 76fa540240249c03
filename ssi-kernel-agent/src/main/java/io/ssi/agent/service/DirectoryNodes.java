package io.ssi.agent.service;

import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.memory.ClusterFigures;
import io.ssi.memory.NodeSummary;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeChange;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.Nodes;
import io.ssi.tools.service.TimedOutException;
import io.ssi.tools.service.VerbCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nodes of the cluster, by node-membership; their figures by global-memory. */
final class DirectoryNodes implements Nodes {
  private static final double HUNDREDTHS = 100.0;

  private final String cluster;
  private final Membership membership;
  private final NodeDirectory directory;
  private final ClusterFigures figures;
  private final NodeOrders orders;
  private final Executor background;

  /**
   * Who is in the cluster.
   *
   * @param name of the cluster
   * @param membership the group
   * @param directory its nodes
   * @param figures their figures
   */
  record Cluster(
      String name, Membership membership, NodeDirectory directory, ClusterFigures figures) {}

  DirectoryNodes(Cluster cluster, NodeOrders orders, Executor background) {
    this.cluster = cluster.name();
    this.membership = cluster.membership();
    this.directory = cluster.directory();
    this.figures = cluster.figures();
    this.orders = orders;
    this.background = background;
  }

  @Override
  public ClusterStatus status() {
    List<NodeRecord> records = directory.all();
    List<NodeId> answering =
        records.stream().map(NodeRecord::id).filter(membership.view()::contains).toList();
    Map<NodeId, NodeSummary> summaries =
        figures.summaries(answering).stream()
            .collect(Collectors.toMap(summary -> summary.age().node(), Function.identity()));
    return new ClusterStatus(
        cluster,
        membership.hasQuorum(),
        records.stream()
            .map(record -> status(record, Optional.ofNullable(summaries.get(record.id()))))
            .toList());
  }

  @Override
  public ClusterStatus listed() {
    return new ClusterStatus(
        cluster,
        membership.hasQuorum(),
        directory.all().stream().map(record -> status(record, Optional.empty())).toList());
  }

  private static NodeStatus status(NodeRecord record, Optional<NodeSummary> summary) {
    String reason =
        record.failure().isPresent()
            ? record.failure().get().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ": "
                + record.reason()
            : record.reason();
    return new NodeStatus(
        record.id(),
        record.name(),
        record.state(),
        reason,
        record.address().host(),
        summary.flatMap(DirectoryNodes::figures));
  }

  private static Optional<NodeFigures> figures(NodeSummary summary) {
    return summary
        .values()
        .map(values ->
            new NodeFigures(
                values.cpus(),
                values.memoryBytes(),
                values.availableBytes(),
                values.load1Hundredths() / HUNDREDTHS,
                Math.toIntExact(values.processes()),
                new NodeFigures.ProcessorTime(
                    values.time().kernel().toString(), values.time().busy(), values.time().all()),
                summary.age().age().orElse(Duration.ZERO)));
  }

  @Override
  public NodeChange add(List<NodeId> nodes, Duration timeout, VerbCall call) {
    return each(nodes, call, "adding", node -> add(node, timeout));
  }

  private Optional<String> add(NodeId node, Duration timeout) {
    Optional<NodeRecord> present =
        directory.await(
            node, record -> record.state() == NodeState.PRESENT || record.isOnline(), timeout);
    if (present.isEmpty()) {
      throw new TimedOutException(
          "node " + node + " did not become present in time", "is its agent running?");
    }
    return present.get().isOnline() ? Optional.empty() : orders.add(node, timeout);
  }

  @Override
  public NodeChange remove(List<NodeId> nodes, boolean force, Duration timeout, VerbCall call) {
    return each(nodes, call, "removing", node -> remove(node, force, timeout));
  }

  private Optional<String> remove(NodeId node, boolean force, Duration timeout) {
    boolean takesPart = directory.find(node).filter(NodeRecord::isOnline).isPresent();
    return takesPart ? orders.remove(node, force, timeout) : Optional.empty();
  }

  /** Does something with all nodes at once; what fails is told per node. */
  private NodeChange each(
      List<NodeId> nodes, VerbCall call, String doing, Function<NodeId, Optional<String>> action) {
    call.cancellation().throwIfCancelled("nothing was changed");
    call.progress().step(doing + " " + nodes.size() + " nodes");
    List<CompletableFuture<Optional<String>>> running =
        nodes.stream()
            .map(node -> CompletableFuture.supplyAsync(() -> action.apply(node), background))
            .toList();
    awaitAll(running, call.cancellation(), doing);
    List<NodeId> done = new ArrayList<>();
    List<NodeChange.Failure> failed = new ArrayList<>();
    List<TimedOutException> late = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodeId node = nodes.get(i);
      try {
        Optional<String> failure = running.get(i).join();
        failure.ifPresentOrElse(
            why -> failed.add(new NodeChange.Failure(node, why)), () -> done.add(node));
      } catch (CompletionException e) {
        if (e.getCause() instanceof TimedOutException timedOut) {
          late.add(timedOut);
        }
        failed.add(new NodeChange.Failure(node, message(e)));
      }
    }
    if (done.isEmpty() && !late.isEmpty() && late.size() == failed.size()) {
      throw late.getFirst();
    }
    return new NodeChange(done, failed);
  }

  /** Who ends the verb is not kept waiting; what was ordered of the nodes goes on. */
  private static void awaitAll(
      List<CompletableFuture<Optional<String>>> running, Cancellation cancellation, String doing) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
    CompletableFuture<Boolean> ended = all.handle((_, _) -> true);
    try (var _ = cancellation.onCancel(() -> ended.complete(false))) {
      if (!ended.join()) {
        cancellation.throwIfCancelled(
            doing + " them goes on; 'ssi node status' shows how far it has come");
      }
    }
  }

  private static String message(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
