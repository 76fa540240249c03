package io.ssi.agent.config;

import io.ssi.membership.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that an agent is told before it starts. Paths are as the node itself sees them.
 *
 * @param cluster the cluster that it is part of
 * @param id its own number, one of {@code nodes}
 * @param onlineAtStart whether the node takes part as soon as it has joined; a spare does not
 * @param nodes every node that may ever be part of the cluster, itself included, by id
 * @param groupPort TCP port of the group, the same on all nodes
 * @param streamPort TCP port of bulk streams, the same on all nodes
 * @param keyFile the cluster's key, readable by root only; absent: loopback only
 * @param stateDirectory what must outlive the agent: its own, on a local disk
 * @param socketDirectory holds {@code NAME.sock}, where the client finds this agent
 * @param keeper the program {@code ssi-keeper}
 * @param criuCommandFile the command that starts CRIU, one argument per line; may be missing
 * @param cgroup path of the node's control group below each hierarchy's root, starting with "/";
 *     "/" where the node is a machine of its own
 * @param embedded present on a virtual node
 */
public record AgentConfig(
    ClusterName cluster,
    NodeId id,
    boolean onlineAtStart,
    List<PossibleNode> nodes,
    int groupPort,
    int streamPort,
    Optional<Path> keyFile,
    Path stateDirectory,
    Path socketDirectory,
    Path keeper,
    Path criuCommandFile,
    String cgroup,
    Optional<EmbeddedNode> embedded) {

  /** Keeps a copy of the list; whether the parts fit together is {@link AgentConfigFile}'s care. */
  public AgentConfig {
    nodes = List.copyOf(nodes);
  }

  /**
   * This node among {@link #nodes()}.
   *
   * @return its entry
   */
  public PossibleNode self() {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * This node's host name.
   *
   * @return the name
   */
  public String name() {
    return self().name();
  }

  /**
   * Where this agent serves the client.
   *
   * @return path of a unix socket
   */
  public Path controlSocket() {
    return socketDirectory.resolve(name() + ".sock");
  }
}
