package io.ssi.agent.daemon;

import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;
import io.ssi.memory.FiguresExchange;

/** What is the agent's own in nodes coming, going and dying; the rest is in the modules. */
final class Participants {

  private Participants() {}

  /** Figures of a node that is gone for good are not shown any more. */
  record Figures(FiguresExchange figures) implements HotplugParticipant {
    @Override
    public HotplugStage stage() {
      return HotplugStage.FIGURES;
    }

    @Override
    public void nodeLeft(NodeRecord node) {
      figures.forget(node.id());
    }

    @Override
    public void nodeDied(NodeRecord node) {
      if (node.failure().filter(FailureKind.NODE_GONE::equals).isPresent()) {
        figures.forget(node.id());
      }
    }

    @Override
    public void failureResolved(NodeRecord node) {
      nodeDied(node);
    }
  }
}
