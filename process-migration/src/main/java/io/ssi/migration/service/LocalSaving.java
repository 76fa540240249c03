package io.ssi.migration.service;

import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.ImageExchange;
import io.ssi.migration.checkpoint.SecondHolder;
import io.ssi.migration.preflight.ApplicationFacts;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.preflight.Preflight;
import io.ssi.pid.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What comes before and after a container of this node is saved.
 *
 * @param side this node
 * @param nodes of the cluster
 * @param exchange with other nodes
 * @param index of checkpoints
 * @param facts what this node says of itself
 */
record LocalSaving(
    LocalSide side,
    ClusterNodes nodes,
    ImageExchange exchange,
    CheckpointIndex index,
    Supplier<NodeFacts> facts) {
  /** All that is in the way; the list is the caller's. */
  List<MoveBlocker> blockers(Application application, int uid) {
    List<MoveBlocker> found = new ArrayList<>();
    Optional<MoveBlocker> refusal = side.refusal(application, uid);
    if (refusal.isPresent()) {
      found.add(refusal.get());
      return found;
    }
    ApplicationFacts seen = side.facts(application);
    side.streams(application).ifPresent(found::add);
    found.addAll(Preflight.ofSaving(seen, MigrationOptions.DEFAULT));
    Preflight.ofRoom(seen, nodes.named(side.local()).name(), facts.get()).ifPresent(found::add);
    return found;
  }

  /** Puts a version on another node, too; gives its line as it is then. */
  Checkpoint onSecondHolder(Checkpoint taken) {
    return new SecondHolder(side.local(), nodes, exchange, index).put(taken);
  }
}
