package io.ssi.agent.daemon;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;
import io.ssi.memory.FiguresExchange;
import io.ssi.migration.Cancellation;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.Application;
import io.ssi.pid.Caller;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.route.SignalRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

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

  /** Applications leave a node that is removed. */
  static final class Drain implements HotplugParticipant {
    private final NodeId local;
    private final ApplicationRegistry registry;
    private final ProcessMigrator migrator;
    private final SignalRouter signals;
    private final KnownNodes nodes;
    private final BooleanSupplier agentEnds;

    /** {@code agentEnds}: the node is not removed, its agent ends; keepers hold what runs. */
    Drain(
        NodeId local,
        ApplicationRegistry registry,
        ProcessMigrator migrator,
        SignalRouter signals,
        KnownNodes nodes,
        BooleanSupplier agentEnds) {
      this.local = local;
      this.registry = registry;
      this.migrator = migrator;
      this.signals = signals;
      this.nodes = nodes;
      this.agentEnds = agentEnds;
    }

    @Override
    public HotplugStage stage() {
      return HotplugStage.MIGRATION;
    }

    @Override
    public List<String> leaving(boolean force) {
      List<String> remaining = new ArrayList<>();
      if (agentEnds.getAsBoolean()) {
        return remaining;
      }
      int turn = 0;
      for (Application application : registry.all()) {
        if (application.host().equals(local) && application.phase().isLive()) {
          empty(application, turn++, force, remaining);
        }
      }
      return remaining;
    }

    private void empty(Application application, int turn, boolean force, List<String> remaining) {
      List<NodeId> targets = nodes.online().stream().filter(node -> !node.equals(local)).toList();
      String why = "no other node is online";
      // The next node in turn first, so that not all of them go to one.
      for (int i = 0; i < targets.size(); i++) {
        NodeId target = targets.get((turn + i) % targets.size());
        try {
          var _ =
              migrator.migrate(
                  application.id(),
                  target,
                  MigrationOptions.DEFAULT,
                  Caller.ROOT.uid(),
                  Cancellation.NEVER);
          return;
        } catch (MigrationException e) {
          why = String.valueOf(e.getMessage());
        }
      }
      if (force) {
        end(application, remaining);
      } else {
        remaining.add("application " + application.id() + " stays: " + why);
      }
    }

    private void end(Application application, List<String> remaining) {
      try {
        signals.signal(application.id(), Signal.KILL, Caller.ROOT);
      } catch (PidException e) {
        remaining.add("application " + application.id() + " could not be ended: " + e.getMessage());
      }
    }

    @Override
    public void nodeDied(NodeRecord node) {
      // What was on its way to or from it is settled by the two sides of the move.
    }
  }
}
