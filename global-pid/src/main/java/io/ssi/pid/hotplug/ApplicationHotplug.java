package io.ssi.pid.hotplug;

import io.ssi.linux.LinuxException;
import io.ssi.linux.container.Keeper;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.pid.Application;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.RegistryUnsettledException;
import io.ssi.pid.route.LostNodeReaper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications' part: a node that joins goes on with its containers; one that leaves names, or
 * ends, what process-migration could not move; the applications of one that is gone are lost. Where
 * only the agent is gone they run on, and stay recorded as running.
 */
public final class ApplicationHotplug implements HotplugParticipant {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationHotplug.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 1000;

  private final NodeId local;
  private final ContainerHost host;
  private final ApplicationRegistry registry;
  private final NodeDirectory directory;
  private final Executor background;
  private final ScheduledExecutorService timer;

  /**
   * For this node.
   *
   * @param local this node
   * @param host its containers
   * @param registry the cluster's applications
   * @param directory the cluster's nodes
   * @param background runs tasks that block
   * @param timer tries again what could not be recorded
   */
  public ApplicationHotplug(
      NodeId local,
      ContainerHost host,
      ApplicationRegistry registry,
      NodeDirectory directory,
      Executor background,
      ScheduledExecutorService timer) {
    this.local = local;
    this.host = host;
    this.registry = registry;
    this.directory = directory;
    this.background = background;
    this.timer = timer;
  }

  @Override
  public HotplugStage stage() {
    return HotplugStage.APPLICATIONS;
  }

  @Override
  public void joining() {
    host.attachAll();
  }

  @Override
  public List<String> leaving(boolean force) {
    List<String> remaining = new ArrayList<>();
    for (Application application : registry.all()) {
      if (application.host().equals(local) && application.phase().isLive()) {
        if (!force || !end(application)) {
          remaining.add("application " + application.id() + " (" + application.name() + ")");
        }
      }
    }
    return remaining;
  }

  @Override
  public void nodeDied(NodeRecord node) {
    failureResolved(node);
  }

  @Override
  public void failureResolved(NodeRecord node) {
    if (DirectoryNodes.isGone(node)) {
      background.execute(() -> lose(node.id()));
    } else {
      LOG.warn(
          "Node {}: its agent is gone; its applications run on and cannot be reached", node.name());
    }
  }

  /** Records the losses, as long as the node is gone and until it is done. */
  private void lose(NodeId node) {
    Optional<NodeRecord> record = directory.find(node).filter(DirectoryNodes::isGone);
    if (record.isEmpty()) {
      return;
    }
    try {
      new LostNodeReaper(registry).nodeGone(node, record.get().reason());
    } catch (MembershipException | RegistryUnsettledException e) {
      LOG.warn("Node {}: its losses are recorded later: {}", node, e.getMessage());
      Future<?> _ =
          timer.schedule(
              () -> background.execute(() -> lose(node)), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private boolean end(Application application) {
    Optional<Keeper> keeper = host.keeperOf(application.id().firstContainer());
    if (keeper.isEmpty()) {
      return false;
    }
    try {
      keeper.get().killAll(END_LIMIT);
      return true;
    } catch (LinuxException e) {
      LOG.error("application {}: cannot be ended", application.id(), e);
      return false;
    }
  }
}
