package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.Claim;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.Checkpointer;
import io.ssi.migration.checkpoint.ImageExchange;
import io.ssi.migration.preflight.ApplicationFacts;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.preflight.Preflight;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out, on the node that an application runs on, the order to take a checkpoint of it and to
 * put it on two nodes.
 */
final class CheckpointHandler implements MessageHandler {
  private static final Logger log = LoggerFactory.getLogger(CheckpointHandler.class);

  private final LocalSide side;
  private final ClusterNodes nodes;
  private final Checkpointer checkpointer;
  private final ImageExchange exchange;
  private final CheckpointIndex index;
  private final Duty duty;

  /**
   * What it works with beside the repository.
   *
   * @param orders that are being carried out
   * @param facts what this node says of itself
   * @param threads makes platform threads
   */
  record Duty(RunningOrders orders, Supplier<NodeFacts> facts, ThreadFactory threads) {}

  CheckpointHandler(
      LocalSide side,
      ClusterNodes nodes,
      Checkpointer checkpointer,
      ImageExchange exchange,
      CheckpointIndex index,
      Duty duty) {
    this.side = side;
    this.nodes = nodes;
    this.checkpointer = checkpointer;
    this.exchange = exchange;
    this.index = index;
    this.duty = duty;
  }

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    CheckpointOrder order = CheckpointOrderFormat.decodeOrder(body);
    long start = side.nanoClock().getAsLong();
    try (RunningOrders.Order running = duty.orders().begin(order.ticket())) {
      Application application = side.residing(order.application());
      List<MoveBlocker> blockers = blockers(application, order);
      if (order.dryRun()) {
        return CheckpointOrderFormat.encode(blockers);
      }
      if (!blockers.isEmpty()) {
        throw new NotMovableException("checkpoint application " + application.id(), blockers);
      }
      Claim claim =
          Claim.of(
              side.registry(),
              application,
              side.local(),
              change -> change.phase(ApplicationPhase.CHECKPOINTING, ""),
              duty.threads());
      Checkpoint taken;
      try {
        taken = checkpointer.take(claim.begun(), order, side.local(), running);
      } finally {
        claim.giveBack();
      }
      Checkpoint kept = onSecondHolder(taken);
      Duration total = Duration.ofNanos(side.nanoClock().getAsLong() - start);
      return CheckpointOrderFormat.encode(new CheckpointReport(kept, total));
    } catch (MigrationException e) {
      return CheckpointOrderFormat.encode(e);
    }
  }

  private List<MoveBlocker> blockers(Application application, CheckpointOrder order) {
    Optional<MoveBlocker> refusal = side.refusal(application, order.uid());
    if (refusal.isPresent()) {
      return List.of(refusal.get());
    }
    ApplicationFacts seen = side.facts(application);
    List<MoveBlocker> found = new ArrayList<>();
    side.streams(application).ifPresent(found::add);
    found.addAll(Preflight.ofSaving(seen, MigrationOptions.DEFAULT));
    Preflight.ofRoom(seen, nodes.named(side.local()).name(), duty.facts().get())
        .ifPresent(found::add);
    return found;
  }

  /**
   * A version on one node is better than none, so a second holder that fails is told, not an error.
   */
  private Checkpoint onSecondHolder(Checkpoint taken) {
    for (NodeId holder : nodes.reachable()) {
      if (!holder.equals(side.local())) {
        try {
          exchange.store(taken.id(), holder);
          index.addHolder(taken, holder);
          break;
        } catch (MigrationException e) {
          log.warn("Version {} could not be put on {}", taken.id(), nodes.named(holder), e);
        }
      }
    }
    return index.find(taken.id().application(), Optional.of(taken.id().version()));
  }
}
