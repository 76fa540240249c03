package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.Cancellation;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.RestartReport;
import io.ssi.migration.accord.LeaderAssembly;
import io.ssi.migration.accord.PartWays;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.wire.RestartFormat;
import java.util.List;

/** Carries out, on the node that was chosen, the order to bring an application back. */
record RestartHandler(
    RestartInquiry inquiry, Restarter restarter, RunningOrders orders, PartWays ways)
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
      return RestartFormat.encode(restart(order, running));
    } catch (MigrationException e) {
      return RestartFormat.encode(e);
    }
  }

  private RestartReport restart(RestartOrder order, Cancellation cancellation) {
    if (order.parts().isEmpty()) {
      return restarter.restart(order, cancellation);
    }
    try (LeaderAssembly assembly = new LeaderAssembly()) {
      assembly.join(order, ways);
      RestartReport first = restarter.restart(order, cancellation, assembly);
      List<RestartReport> others = assembly.reports();
      if (others.size() < order.parts().size()) {
        throw new MoveFailedException(
            Outcome.UNKNOWN,
            "application "
                + first.checkpoint().application()
                + " runs on, and not all of its containers are known to; 'ssi ps' shows which");
      }
      return first.with(others);
    }
  }
}
