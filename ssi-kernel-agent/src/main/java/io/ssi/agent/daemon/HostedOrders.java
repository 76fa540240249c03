package io.ssi.agent.daemon;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.migration.Cancellation;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.route.SignalRouter;
import java.util.List;

/**
 * What the agent does with its node's applications in its own name.
 *
 * @param local this node
 * @param registry knows what runs here
 * @param migrator moves it
 * @param signals ends it
 */
record HostedOrders(
    NodeId local, ApplicationRegistry registry, ProcessMigrator migrator, SignalRouter signals)
    implements Drain.Orders {

  @Override
  public List<ApplicationId> hosted() {
    return registry.all().stream()
        .filter(application -> application.host().equals(local) && application.phase().isLive())
        .map(Application::id)
        .toList();
  }

  @Override
  public void move(ApplicationId application, NodeId target) {
    var _ =
        migrator.migrate(
            application, target, MigrationOptions.DEFAULT, Caller.ROOT.uid(), Cancellation.NEVER);
  }

  @Override
  public void end(ApplicationId application) {
    signals.signal(application, Signal.KILL, Caller.ROOT);
  }
}
