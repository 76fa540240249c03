package io.ssi.migration.service;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.ImageExchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives versions that have lost a holder another one, in the background. To be run again and again,
 * by one thread at a time: a version is copied when it lacked a holder in several runs in a row, so
 * that a node that is started again costs nothing; one at a time, at a bounded rate, by the first
 * of its holders. A copy that failed is tried again after twice as many runs each time.
 */
public final class Replication implements Runnable {
  /** How many holders a version is to have. */
  public static final int HOLDERS = 2;

  private static final Logger log = LoggerFactory.getLogger(Replication.class);
  private static final int PATIENCE = 4;
  private static final int MAX_DELAY = 128;

  /**
   * What is known of a version that lacks a holder.
   *
   * @param runs until it is copied
   * @param delay runs to wait after the next failure
   */
  private record Lack(int runs, int delay) {}

  private final NodeId local;
  private final ClusterNodes nodes;
  private final CheckpointIndex index;
  private final ImageExchange exchange;
  private final long bytesPerSecond;
  private final Map<CheckpointId, Lack> lacking = new HashMap<>();

  /**
   * For one node.
   *
   * @param local this node
   * @param nodes of the cluster
   * @param index of checkpoints
   * @param exchange with other nodes
   * @param bytesPerSecond how much of the network it may take
   */
  public Replication(
      NodeId local,
      ClusterNodes nodes,
      CheckpointIndex index,
      ImageExchange exchange,
      long bytesPerSecond) {
    this.local = local;
    this.nodes = nodes;
    this.index = index;
    this.exchange = exchange;
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public synchronized void run() {
    List<NodeId> reachable = nodes.reachable();
    List<Checkpoint> mine = index.list().stream().filter(line -> isMine(line, reachable)).toList();
    lacking.keySet().retainAll(mine.stream().map(Checkpoint::id).toList());
    for (Checkpoint line : mine) {
      Lack lack = lacking.getOrDefault(line.id(), new Lack(PATIENCE, PATIENCE));
      if (lack.runs() > 1) {
        lacking.put(line.id(), new Lack(lack.runs() - 1, lack.delay()));
      } else if (copied(line, reachable)) {
        lacking.remove(line.id());
      } else {
        int delay = Math.min(MAX_DELAY, lack.delay() * 2);
        lacking.put(line.id(), new Lack(delay, delay));
      }
    }
  }

  private boolean isMine(Checkpoint line, List<NodeId> reachable) {
    List<NodeId> there = line.holders().stream().filter(reachable::contains).toList();
    return !there.isEmpty() && there.size() < HOLDERS && there.getFirst().equals(local);
  }

  private boolean copied(Checkpoint line, List<NodeId> reachable) {
    Optional<NodeId> other =
        reachable.stream().filter(node -> !line.holders().contains(node)).findFirst();
    if (other.isEmpty()) {
      return false;
    }
    try {
      exchange.store(line.id(), other.get(), bytesPerSecond);
      index.addHolder(line, other.get());
      log.info("Version {} is on {} now, too", line.id(), nodes.named(other.get()));
      return true;
    } catch (MigrationException | MembershipException e) {
      log.warn("Version {} could not be put on {}", line.id(), nodes.named(other.get()), e);
      return false;
    }
  }
}
