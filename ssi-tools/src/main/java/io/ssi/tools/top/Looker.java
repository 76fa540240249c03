package io.ssi.tools.top;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.ProcessListing;
import io.ssi.tools.service.Processes.Scope;
import io.ssi.tools.service.Services;
import io.ssi.tools.service.WatchRoom;
import io.ssi.tools.top.model.Sample;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.verb.NodeArguments;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Looks at the cluster: asks the nodes that are of interest, and nobody keeps anything for it. */
final class Looker {
  private final Services services;
  private final WatchRoom room;

  Looker(Services services) {
    this.services = services;
    this.room = services.watch();
  }

  /**
   * Looks once. Blocks for a second at most, while a node does not answer.
   *
   * @param wish what is of interest
   */
  Sample look(Wish wish) {
    CompletableFuture<ClusterStatus> asked =
        CompletableFuture.supplyAsync(
            () -> services.nodes().status(), task -> room.threads().newThread(task).start());
    Set<NodeId> nodes = wish.nodes().map(this::ids).orElse(Set.of());
    ProcessListing listing =
        services
            .processes()
            .list(wish.applications() ? Scope.APPLICATIONS : Scope.EVERYTHING, nodes);
    long nanos = room.nanoClock().getAsLong();
    return new Sample(nanos, room.clock().instant(), of(join(asked), nodes), listing);
  }

  private Set<NodeId> ids(String set) {
    return NodeArguments.of(services.nodes().listed()).select(set).stream()
        .map(NodeStatus::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ClusterStatus of(ClusterStatus status, Set<NodeId> nodes) {
    List<NodeStatus> some =
        status.nodes().stream()
            .filter(node -> nodes.isEmpty() || nodes.contains(node.id()))
            .toList();
    return new ClusterStatus(status.cluster(), status.quorum(), some);
  }

  private static ClusterStatus join(CompletableFuture<ClusterStatus> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
