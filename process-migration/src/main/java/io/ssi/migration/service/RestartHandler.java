package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.MigrationException;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.wire.RestartFormat;

/** Carries out, on the node that was chosen, the order to bring an application back. */
record RestartHandler(Restarter restarter) implements MessageHandler {

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    try {
      return RestartFormat.encode(restarter.restart(RestartFormat.decodeOrder(body)));
    } catch (MigrationException e) {
      return RestartFormat.encode(e);
    }
  }
}
