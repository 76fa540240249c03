package io.ssi.migration.service;

import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.Cancellation;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NotMovableException;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.accord.LeaderLink;
import io.ssi.migration.accord.PartAssembly;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.migration.wire.RestartFormat;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a further container back here when another node brings its application's first one back.
 * One thread for each.
 *
 * @param inquiry finds out what is in the way
 * @param restarter brings it back
 * @param registry of applications
 * @param timer ends conversations in which nothing comes
 */
record RestorePartServer(
    RestartInquiry inquiry,
    Restarter restarter,
    ApplicationRegistry registry,
    ScheduledExecutorService timer) {
  private static final Logger log = LoggerFactory.getLogger(RestorePartServer.class);
  private static final byte[] DONE = new byte[0];

  /** Begins to serve other nodes. */
  void serve(BulkStreams streams) {
    streams.accept(MoveStreams.RESTORE_PART, this::serve);
  }

  private void serve(BulkStream stream) {
    LeaderLink leader = new LeaderLink(stream, timer);
    try {
      RestartOrder order = RestartFormat.decodeOrder(leader.readOrder());
      leader.say(restore(order, leader));
      stream.output().close();
    } catch (IOException e) {
      log.warn("Node {} was not told what became of its restart", stream.peer(), e);
    }
  }

  private byte[] restore(RestartOrder order, LeaderLink leader) throws IOException {
    try {
      List<MoveBlocker> blockers = inquiry.blockers(order);
      if (!blockers.isEmpty()) {
        throw new NotMovableException(order.attempt(), blockers);
      }
      leader.say(DONE);
      ApplicationId part = new ApplicationId(order.checkpoint().application());
      PartAssembly assembly = new PartAssembly(part, leader, registry);
      return RestartFormat.encode(restarter.restart(order, Cancellation.NEVER, assembly));
    } catch (MigrationException e) {
      return RestartFormat.encode(e);
    }
  }
}
