package io.ssi.tools.verb;

import io.ssi.membership.NodeId;
import io.ssi.membership.nodeset.NodeSet;
import io.ssi.membership.nodeset.NodeSetException;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import io.ssi.tools.service.UsageException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What a person types for nodes, against the nodes that there are. */
public final class NodeArguments {
  private final ClusterStatus status;

  private NodeArguments(ClusterStatus status) {
    this.status = status;
  }

  /** Against these nodes. */
  public static NodeArguments of(ClusterStatus status) {
    return new NodeArguments(status);
  }

  /** Against the nodes of the cluster; what it finds has no figures. */
  public static NodeArguments of(VerbContext context) {
    return of(context.services().nodes().listed());
  }

  /**
   * The nodes of a set.
   *
   * @param set such as {@code node[1-3]} or {@code 1-3,7}
   * @return at least one, in the order of their ids
   * @throws UsageException if it is no set, or an empty one
   * @throws UnknownSubjectException if it names a node that there is not
   */
  public List<NodeStatus> select(String set) {
    SortedSet<NodeId> ids = parse(set);
    if (ids.isEmpty()) {
      throw new UsageException("'" + set + "' leaves no node");
    }
    return status.nodes().stream()
        .filter(node -> ids.contains(node.id()))
        .sorted(Comparator.comparing(NodeStatus::id))
        .toList();
  }

  /**
   * The one node that is named.
   *
   * @param name its name or number
   * @return the node
   * @throws UsageException if it is no name, or names several
   * @throws UnknownSubjectException if there is no such node
   */
  public NodeStatus one(String name) {
    List<NodeStatus> nodes = select(name);
    if (nodes.size() > 1) {
      throw new UsageException("'" + name + "' are several nodes, and this takes one");
    }
    return nodes.getFirst();
  }

  /** The names of the nodes of a set. */
  public Set<String> names(String set) {
    return select(set).stream().map(NodeStatus::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The ids of the nodes of a set. */
  public List<NodeId> ids(String set) {
    return select(set).stream().map(NodeStatus::id).toList();
  }

  private SortedSet<NodeId> parse(String set) {
    Map<String, NodeId> known =
        status.nodes().stream().collect(Collectors.toMap(NodeStatus::name, NodeStatus::id));
    try {
      return NodeSet.parse(set, known);
    } catch (NodeSetException e) {
      String message = String.valueOf(e.getMessage());
      String clause = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
      throw e.isUnknownNode()
          ? new UnknownSubjectException(Kind.NODE, clause)
          : new UsageException(clause);
    }
  }
}
