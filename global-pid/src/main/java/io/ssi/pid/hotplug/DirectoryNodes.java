package io.ssi.pid.hotplug;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.pid.Application;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.view.ClusterNodes;
import io.ssi.pid.view.NodeStanding;
import io.ssi.pid.view.NodeStanding.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes whose processes are shown: those that take part, those that did until they failed, and
 * those that do not and still host an application, so that none is out of sight.
 */
public final class DirectoryNodes implements ClusterNodes {
  private final NodeDirectory directory;
  private final ApplicationRegistry registry;

  /**
   * Over the records of nodes and applications.
   *
   * @param directory the nodes
   * @param registry where applications are
   */
  public DirectoryNodes(NodeDirectory directory, ApplicationRegistry registry) {
    this.directory = directory;
    this.registry = registry;
  }

  @Override
  public List<NodeStanding> standings() {
    Set<NodeId> hosts =
        registry.all().stream()
            .filter(application -> application.phase().isLive())
            .map(Application::host)
            .collect(Collectors.toSet());
    return directory.all().stream()
        .flatMap(record -> standing(record, hosts.contains(record.id())).stream())
        .toList();
  }

  private static Optional<NodeStanding> standing(NodeRecord record, boolean isHost) {
    return switch (record.state()) {
      case ONLINE, DRAINING, SUSPECT ->
          Optional.of(new NodeStanding(record.id(), Standing.ANSWERS, ""));
      case PRESENT ->
          isHost
              ? Optional.of(new NodeStanding(record.id(), Standing.ANSWERS, ""))
              : Optional.empty();
      case FAILED -> record.wasOnline() || isHost ? Optional.of(failed(record)) : Optional.empty();
      case POSSIBLE -> Optional.empty();
    };
  }

  private static NodeStanding failed(NodeRecord record) {
    Standing standing = isGone(record) ? Standing.NODE_GONE : Standing.AGENT_GONE;
    return new NodeStanding(record.id(), standing, "failed: " + record.reason());
  }

  /** Whether a node is known to be gone as a whole, its processes with it. */
  static boolean isGone(NodeRecord record) {
    return record.state() == NodeState.FAILED
        && record.failure().filter(FailureKind.NODE_GONE::equals).isPresent();
  }
}
