package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.wire.RestartFormat;
import java.util.List;

/** Carries out, on the node that was chosen, the order to bring an application back. */
record RestartHandler(RestartInquiry inquiry, Restarter restarter, RunningOrders orders)
    implements MessageHandler {

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    RestartOrder order = RestartFormat.decodeOrder(body);
    try (RunningOrders.Order running = orders.begin(order.ticket())) {
      List<MoveBlocker> blockers = inquiry.blockers(order);
      if (order.dryRun()) {
        return RestartFormat.encode(blockers);
      }
      if (!blockers.isEmpty()) {
        throw new NotMovableException(order.attempt(), blockers);
      }
      return RestartFormat.encode(restarter.restart(order, running));
    } catch (MigrationException e) {
      return RestartFormat.encode(e);
    }
  }
}
