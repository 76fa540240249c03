package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.checkpoint.CopyCheck;
import io.ssi.migration.wire.VerifyFormat;
import java.util.Optional;

/** Carries out, on a holder, the order to check its copy of a version or to repair it. */
record VerifyHandler(CopyCheck check) implements MessageHandler {

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    VerifyFormat.Order order = VerifyFormat.decode(body);
    Optional<String> damage =
        order.repairFrom().isPresent()
            ? check.repair(order.checkpoint(), order.repairFrom().get())
            : check.damage(order.checkpoint());
    return VerifyFormat.encodeAnswer(damage.orElse(""));
  }
}
