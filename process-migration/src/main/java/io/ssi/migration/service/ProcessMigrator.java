package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.CheckpointReport;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MigrationReport;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveOrder;
import io.ssi.migration.RefusedException;
import io.ssi.migration.RestartReport;
import io.ssi.migration.RestartWish;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.migration.wire.MoveFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Moves, checkpoints and restarts applications from any node: finds the node that can do it and
 * orders it there. Thread-safe; calls block until the order is carried out.
 */
public final class ProcessMigrator {
  private final OrderSender sender;
  private final ApplicationRegistry registry;
  private final CheckpointIndex index;
  private final ClusterNodes nodes;
  private final Supplier<String> tickets;
  private final RestartOrders restarts;

  /**
   * A migrator.
   *
   * @param channel to the other nodes
   * @param registry of applications
   * @param index of checkpoints
   * @param nodes of the cluster
   * @param tickets gives names that nobody else gives
   */
  public ProcessMigrator(
      ClusterChannel channel,
      ApplicationRegistry registry,
      CheckpointIndex index,
      ClusterNodes nodes,
      Supplier<String> tickets) {
    this.sender = new OrderSender(channel, nodes);
    this.restarts = new RestartOrders(index, nodes, sender, tickets);
    this.registry = registry;
    this.index = index;
    this.nodes = nodes;
    this.tickets = tickets;
  }

  /**
   * Moves an application.
   *
   * @param id what
   * @param target where to
   * @param options what the caller allows
   * @param uid who orders it
   * @param cancellation gives it up before its commit
   * @return what was done
   * @throws MigrationException with the outcome, if it does not run there afterwards
   */
  public MigrationReport migrate(
      ApplicationId id,
      NodeId target,
      MigrationOptions options,
      int uid,
      Cancellation cancellation) {
    MoveOrder order = new MoveOrder(id, target, options, uid, false, tickets.get());
    String attempt = "migrate application " + id + " to " + nodes.named(target);
    byte[] answer =
        order(
            host(id),
            Orders.MIGRATE,
            MoveFormat.encode(order),
            attempt,
            order.ticket(),
            cancellation);
    return MoveFormat.decodeReport(answer, attempt);
  }

  /**
   * What would be in the way of moving an application.
   *
   * @param id what
   * @param target where to
   * @param options what the caller allows
   * @param uid who asks
   * @return the reasons; empty if it can move
   */
  public List<MoveBlocker> blockers(
      ApplicationId id, NodeId target, MigrationOptions options, int uid) {
    MoveOrder order = new MoveOrder(id, target, options, uid, true, tickets.get());
    String attempt = "ask whether application " + id + " can move to " + nodes.named(target);
    return MoveFormat.decodeBlockers(
        order(
            host(id),
            Orders.MIGRATE,
            MoveFormat.encode(order),
            attempt,
            order.ticket(),
            Cancellation.NEVER));
  }

  /**
   * Takes a checkpoint.
   *
   * @param id of what
   * @param description what the user says about it
   * @param endAfterwards whether the application ends when the version is whole
   * @param uid who orders it
   * @param cancellation gives it up while the image is not complete
   * @return the version that now exists
   * @throws MigrationException if there is none; the application runs on
   */
  public CheckpointReport checkpoint(
      ApplicationId id,
      String description,
      boolean endAfterwards,
      int uid,
      Cancellation cancellation) {
    CheckpointOrder order =
        new CheckpointOrder(id, description, endAfterwards, uid, false, tickets.get());
    String attempt = "checkpoint application " + id;
    byte[] answer =
        order(
            host(id),
            Orders.CHECKPOINT,
            CheckpointOrderFormat.encode(order),
            attempt,
            order.ticket(),
            cancellation);
    return CheckpointOrderFormat.decodeAnswer(answer, attempt);
  }

  /**
   * What would be in the way of a checkpoint.
   *
   * @param id of what
   * @param uid who asks
   * @return the reasons; empty if it can be saved
   */
  public List<MoveBlocker> savingBlockers(ApplicationId id, int uid) {
    CheckpointOrder order = new CheckpointOrder(id, "", false, uid, true, tickets.get());
    return CheckpointOrderFormat.decodeBlockers(
        order(
            host(id),
            Orders.CHECKPOINT,
            CheckpointOrderFormat.encode(order),
            "ask whether application " + id + " can be saved",
            order.ticket(),
            Cancellation.NEVER));
  }

  /**
   * Brings an application back.
   *
   * @param wish what, from what, where
   * @param cancellation gives it up while the application does not run yet
   * @return what was done
   * @throws MigrationException if it does not run afterwards
   */
  public RestartReport restart(RestartWish wish, Cancellation cancellation) {
    return restarts.restart(wish, cancellation);
  }

  /**
   * What would be in the way of bringing an application back.
   *
   * @param wish what, from what, where
   * @return the reasons, on the node where there are the fewest; empty if it is possible
   */
  public List<MoveBlocker> restartBlockers(RestartWish wish) {
    return restarts.blockers(wish);
  }

  /**
   * The versions there are.
   *
   * @return in order of application and version
   */
  public List<Checkpoint> checkpoints() {
    return new WholeVersions(index).list();
  }

  private NodeId host(ApplicationId id) {
    Application application =
        registry
            .find(id)
            .orElseThrow(() ->
                new RefusedException(
                    "there is no application " + id + "; 'ssi ps' shows those that run"));
    if (!application.phase().isLive()) {
      throw new RefusedException(
          "application "
              + id
              + " does not run: it is "
              + application.phase().name().toLowerCase(Locale.ROOT)
              + (application.reason().isEmpty() ? "" : ", " + application.reason()));
    }
    return application.host();
  }

  private byte[] order(
      NodeId node,
      MessageType type,
      byte[] body,
      String attempt,
      String ticket,
      Cancellation cancellation) {
    return sender.send(node, new OrderSender.Order(type, body, attempt, ticket), cancellation);
  }
}
