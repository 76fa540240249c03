package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.Cancellation;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.Migration;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationReport;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.MoveOrder;
import io.ssi.migration.preflight.ApplicationFacts;
import io.ssi.migration.source.CriuOriginal;
import io.ssi.migration.source.RegistryRecord;
import io.ssi.migration.source.RemoteCopy;
import io.ssi.migration.source.TargetStreams;
import io.ssi.migration.wire.MoveFormat;
import io.ssi.pid.Application;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Carries out, on the node that an application runs on, the order to move it. One thread per order.
 */
final class MoveHandler implements MessageHandler {
  private final NodeId local;
  private final LocalSide side;
  private final ClusterNodes nodes;
  private final TargetInquiry inquiry;
  private final BulkStreams streams;
  private final ThreadFactory threads;
  private final RunningOrders orders;

  MoveHandler(
      LocalSide side,
      ClusterNodes nodes,
      TargetInquiry inquiry,
      BulkStreams streams,
      ThreadFactory threads,
      RunningOrders orders) {
    this.local = side.local();
    this.side = side;
    this.nodes = nodes;
    this.inquiry = inquiry;
    this.streams = streams;
    this.threads = threads;
    this.orders = orders;
  }

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    MoveOrder order = MoveFormat.decodeOrder(body);
    try (RunningOrders.Order running = orders.begin(order.ticket())) {
      Application application = side.residing(order.application());
      List<MoveBlocker> refusals = refusals(application, order);
      if (!refusals.isEmpty()) {
        return MoveFormat.encode(refusals);
      }
      return order.dryRun()
          ? MoveFormat.encode(inquire(application, order).blockers())
          : move(application, order, running);
    } catch (MigrationException e) {
      return MoveFormat.encode(e);
    }
  }

  private List<MoveBlocker> refusals(Application application, MoveOrder order) {
    Optional<MoveBlocker> refusal = side.refusal(application, order.uid());
    if (refusal.isPresent()) {
      return List.of(refusal.get());
    }
    if (order.target().equals(local)) {
      return List.of(
          new MoveBlocker(
              Code.ALREADY_THERE,
              "application " + application.id(),
              "runs on " + nodes.named(local) + " already",
              "name another node"));
    }
    return List.of();
  }

  private record Inquired(ApplicationFacts facts, List<MoveBlocker> blockers) {}

  /**
   * What was in the way only once was a file, a process or a connection that came and went while it
   * was looked at.
   */
  private Inquired inquire(Application application, MoveOrder order) {
    ApplicationFacts facts = side.facts(application);
    List<MoveBlocker> found = inquiry.blockers(facts, order.target(), order.options());
    if (found.isEmpty()) {
      return new Inquired(facts, found);
    }
    ApplicationFacts again = side.facts(application);
    List<MoveBlocker> stays =
        inquiry.blockers(again, order.target(), order.options()).stream()
            .filter(blocker -> found.stream().anyMatch(blocker::isAbout))
            .toList();
    return new Inquired(again, stays);
  }

  private byte[] move(Application application, MoveOrder order, Cancellation cancellation) {
    try (var ways = TargetStreams.opening(order.target(), streams, threads)) {
      Inquired inquired = inquire(application, order);
      return inquired.blockers().isEmpty()
          ? MoveFormat.encode(move(application, inquired.facts(), order, ways, cancellation))
          : MoveFormat.encode(inquired.blockers());
    }
  }

  private MigrationReport move(
      Application application,
      ApplicationFacts facts,
      MoveOrder order,
      TargetStreams ways,
      Cancellation cancellation) {
    RegistryRecord record =
        RegistryRecord.begin(
            side.registry(), application, local, order.target(), side.clock(), threads);
    Application begun = record.application();
    Path image = side.imageRoot().resolve(begun.id() + "-" + begun.attempt().number());
    CriuOriginal original = new CriuOriginal(begun, side.containers(), image, order.options());
    RemoteCopy copy =
        new RemoteCopy(
            new RemoteCopy.Plan(
                begun,
                facts.memoryBytes(),
                side.containers().of(begun).heldStreams(),
                order.options().tcpClose()),
            order.target(),
            ways,
            threads,
            side.clock());
    Migration.Route route =
        new Migration.Route(begun.id(), nodes.named(local), nodes.named(order.target()));
    return new Migration(
            route, original, copy, record, cancellation, side.nanoClock(), side.phases())
        .run();
  }
}
