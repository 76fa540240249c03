package io.ssi.pid.route;

import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.registry.ApplicationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of the applications of a node that is gone that they are lost. Not for a node of which only
 * the agent is gone: its programs run on. Every agent may do it; the first one counts.
 */
public final class LostNodeReaper {
  private static final Logger LOG = LoggerFactory.getLogger(LostNodeReaper.class);

  private final ApplicationRegistry registry;

  /**
   * For the cluster's applications.
   *
   * @param registry where they are recorded
   */
  public LostNodeReaper(ApplicationRegistry registry) {
    this.registry = registry;
  }

  /**
   * Records as lost the applications that a node hosts, or was bringing back. From the commit of a
   * migration on its target is the host. Blocks for the registry; may be repeated.
   *
   * @param node the node, with all its processes
   * @param reason what happened, for people
   * @return the applications that are lost now because of it
   * @throws io.ssi.membership.map.NoQuorumException in a minority
   */
  public List<Application> nodeGone(NodeId node, String reason) {
    List<Application> lost = new ArrayList<>();
    for (Application known : registry.all()) {
      if (concerns(known, node)) {
        Application stored =
            registry.change(known.id(), now -> concerns(now, node) ? lose(now, node, reason) : now);
        if (stored.phase() == ApplicationPhase.LOST) {
          LOG.warn("application {}: lost, {}", stored.id(), stored.reason());
          lost.add(stored);
        }
      }
    }
    return lost;
  }

  private static boolean concerns(Application record, NodeId node) {
    boolean isHost = record.host().equals(node);
    return switch (record.phase()) {
      // A host that is the target of a decided migration has the only copy.
      case STARTING, RUNNING, CHECKPOINTING, MIGRATING -> isHost;
      // Its old host plays no part in it; who brings it back does.
      case RESTARTING -> record.attempt().owner().equals(node);
      case LOST, ENDED -> false;
    };
  }

  private static Application lose(Application record, NodeId node, String reason) {
    return record
        .change()
        .noMigration()
        .phase(ApplicationPhase.LOST, "node " + node + " is gone: " + reason)
        .done();
  }
}
