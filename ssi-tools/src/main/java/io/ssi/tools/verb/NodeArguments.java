package io.ssi.tools.verb;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import io.ssi.tools.service.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /** Against the nodes of the cluster. */
  public static NodeArguments of(VerbContext context) {
    return of(context.services().nodes().status());
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
    Set<NodeStatus> chosen = new LinkedHashSet<>();
    for (String item : set.split(",", -1)) {
      chosen.add(one(item));
    }
    List<NodeStatus> sorted = new ArrayList<>(chosen);
    sorted.sort((left, right) -> left.id().compareTo(right.id()));
    return sorted;
  }

  /** The one node that is named. */
  public NodeStatus one(String name) {
    return status.nodes().stream()
        .filter(node -> node.name().equals(name) || node.id().toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UnknownSubjectException(
                Kind.NODE,
                "there is no node '" + name + "' in cluster '" + status.cluster() + "'"));
  }

  /** The names of the nodes of a set. */
  public Set<String> names(String set) {
    return select(set).stream().map(NodeStatus::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The ids of the nodes of a set. */
  public List<NodeId> ids(String set) {
    return select(set).stream().map(NodeStatus::id).toList();
  }

  /** Ids as ranges: {@code 1-3,7}. */
  public static String fold(List<NodeId> ids) {
    StringBuilder text = new StringBuilder();
    int[] sorted = ids.stream().mapToInt(NodeId::value).sorted().distinct().toArray();
    for (int i = 0; i < sorted.length; i++) {
      int first = i;
      while (i + 1 < sorted.length && sorted[i + 1] == sorted[i] + 1) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ",").append(sorted[first]);
      text.append(i == first ? "" : "-" + sorted[i]);
    }
    return text.toString();
  }
}
