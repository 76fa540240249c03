package io.ssi.pid.hotplug;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.RegistryUnsettledException;
import io.ssi.pid.route.LostNodeReaper;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications' part: a node that joins goes on with its containers; the applications of one
 * that is gone are lost. Where only the agent is gone they run on, and stay recorded as running.
 * What becomes of those of a node that leaves is up to who can move them.
 */
public final class ApplicationHotplug implements HotplugParticipant {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationHotplug.class);
  private static final long RETRY_MILLIS = 1000;

  private final ContainerHost host;
  private final ApplicationRegistry registry;
  private final NodeDirectory directory;
  private final Predicate<NodeId> isGone;
  private final Executor background;
  private final ScheduledExecutorService timer;

  /**
   * For this node.
   *
   * @param host its containers
   * @param registry the cluster's applications
   * @param directory the cluster's nodes
   * @param isGone whether it is certain that no process of a node is left
   * @param background runs tasks that block
   * @param timer tries again what could not be recorded
   */
  public ApplicationHotplug(
      ContainerHost host,
      ApplicationRegistry registry,
      NodeDirectory directory,
      Predicate<NodeId> isGone,
      Executor background,
      ScheduledExecutorService timer) {
    this.host = host;
    this.registry = registry;
    this.directory = directory;
    this.isGone = isGone;
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
  public void nodeDied(NodeRecord node) {
    failureResolved(node);
  }

  @Override
  public void failureResolved(NodeRecord node) {
    if (isGone.test(node.id())) {
      background.execute(() -> lose(node.id()));
    } else {
      LOG.warn(
          "Node {}: its agent is gone; its applications run on and cannot be reached", node.name());
    }
  }

  /** Records the losses, as long as the node is gone and until it is done. */
  private void lose(NodeId node) {
    Optional<NodeRecord> record = directory.find(node);
    if (record.isEmpty() || !isGone.test(node)) {
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
}
