package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.NodeName;
import io.ssi.migration.preflight.FileComparison;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.wire.PreflightFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers, as a target, what this node is and which files of an application are missing or others
 * here.
 */
final class PreflightHandler implements MessageHandler {
  private final NodeName local;
  private final Supplier<NodeFacts> facts;

  PreflightHandler(NodeName local, Supplier<NodeFacts> facts) {
    this.local = local;
    this.facts = facts;
  }

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    List<MoveBlocker> blockers =
        PreflightFormat.decodeQuestion(body).stream()
            .map(use -> FileComparison.compare(local.name(), use))
            .flatMap(Optional::stream)
            .toList();
    return PreflightFormat.encode(new PreflightFormat.Answer(facts.get(), blockers));
  }
}
