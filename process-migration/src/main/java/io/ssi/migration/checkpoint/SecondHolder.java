package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts versions that this node holds alone on another one, too.
 *
 * @param local this node
 * @param nodes of the cluster
 * @param exchange with other nodes
 * @param index of the cluster
 */
public record SecondHolder(
    NodeId local, ClusterNodes nodes, ImageExchange exchange, CheckpointIndex index) {
  private static final Logger log = LoggerFactory.getLogger(SecondHolder.class);

  /**
   * Puts a version on the first other node that takes it. Blocks until one has, or none can. A
   * version on one node is better than none, so that nobody takes it is told, not an error.
   *
   * @param version which
   * @return the version as it is listed then
   */
  public Checkpoint put(Checkpoint version) {
    for (NodeId holder : nodes.reachable()) {
      if (!holder.equals(local)) {
        try {
          exchange.store(version.id(), holder);
          index.addHolder(version, holder);
          break;
        } catch (MigrationException e) {
          log.warn("Version {} could not be put on {}", version.id(), nodes.named(holder), e);
        }
      }
    }
    return index.find(version.id().application(), Optional.of(version.id().version()));
  }
}
