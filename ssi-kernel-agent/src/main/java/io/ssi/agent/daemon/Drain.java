package io.ssi.agent.daemon;

import io.ssi.membership.NodeId;
import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeRecord;
import io.ssi.migration.MigrationException;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.PidException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Applications leave a node that is removed, several at a time: most of a small move is waiting for
 * others.
 */
final class Drain implements HotplugParticipant {
  /** How many leave at the same time; of each the image is in memory until it runs elsewhere. */
  static final int AT_ONCE = 6;

  private final Orders orders;
  private final Supplier<List<NodeId>> others;
  private final Executor executor;
  private final BooleanSupplier agentEnds;

  /** What can be done about an application of this node. Called by several threads. */
  interface Orders {
    /** Which live here now. */
    List<ApplicationId> hosted();

    /**
     * Moves one; returns when it runs there.
     *
     * @throws MigrationException if it does not; it runs on here, or the message says what is known
     */
    void move(ApplicationId application, NodeId target);

    /**
     * Kills every process of one.
     *
     * @throws PidException if that cannot be done
     */
    void end(ApplicationId application);
  }

  /**
   * For this node.
   *
   * @param orders about its applications
   * @param others where they can go
   * @param executor runs tasks that block
   * @param agentEnds the node is not removed, its agent ends; keepers hold what runs
   */
  Drain(
      Orders orders, Supplier<List<NodeId>> others, Executor executor, BooleanSupplier agentEnds) {
    this.orders = orders;
    this.others = others;
    this.executor = executor;
    this.agentEnds = agentEnds;
  }

  @Override
  public HotplugStage stage() {
    return HotplugStage.MIGRATION;
  }

  @Override
  public List<String> leaving(boolean force) {
    if (agentEnds.getAsBoolean()) {
      return List.of();
    }
    List<ApplicationId> leaving = orders.hosted();
    Semaphore room = new Semaphore(AT_ONCE);
    List<CompletableFuture<Optional<String>>> moves =
        IntStream.range(0, leaving.size())
            .mapToObj(turn -> {
              room.acquireUninterruptibly();
              return CompletableFuture.supplyAsync(
                      () -> empty(leaving.get(turn), turn, force), executor)
                  .whenComplete((_, _) -> room.release());
            })
            .toList();
    return moves.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /** Gives why it stays, or nothing. */
  private Optional<String> empty(ApplicationId application, int turn, boolean force) {
    List<NodeId> targets = others.get();
    String why = "no other node is online";
    // The next node in turn first, so that not all of them go to one.
    for (int i = 0; i < targets.size(); i++) {
      try {
        orders.move(application, targets.get((turn + i) % targets.size()));
        return Optional.empty();
      } catch (MigrationException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return force ? end(application) : Optional.of("application " + application + " stays: " + why);
  }

  private Optional<String> end(ApplicationId application) {
    try {
      orders.end(application);
      return Optional.empty();
    } catch (PidException e) {
      return Optional.of("application " + application + " could not be ended: " + e.getMessage());
    }
  }

  @Override
  public void nodeDied(NodeRecord node) {
    // What was on its way to or from it is settled by the two sides of the move.
  }
}
