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
import java.util.stream.Stream;

/**
 * Answers, as a target, what this node is and which files of an application are missing or others
 * here.
 */
final class PreflightHandler implements MessageHandler {
  private final Supplier<NodeName> local;
  private final Supplier<NodeFacts> facts;

  PreflightHandler(Supplier<NodeName> local, Supplier<NodeFacts> facts) {
    this.local = local;
    this.facts = facts;
  }

  @Override
  public byte[] handle(NodeId from, byte[] body) {
    String here = local.get().name();
    PreflightFormat.Question question = PreflightFormat.decodeQuestion(body);
    List<MoveBlocker> blockers =
        Stream.concat(
                question.files().stream().map(use -> FileComparison.compare(here, use)),
                question.locked().stream().map(file -> file.blockerOn(here)))
            .flatMap(Optional::stream)
            .toList();
    return PreflightFormat.encode(new PreflightFormat.Answer(facts.get(), blockers));
  }
}
