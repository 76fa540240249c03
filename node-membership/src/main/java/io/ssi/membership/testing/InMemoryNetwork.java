package io.ssi.membership.testing;

import io.ssi.membership.ClusterView;
import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.stream.BulkStreams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory. Views change only when the test says so: {@link #join}, {@link #crash},
 * {@link #partition}, {@link #merge}; closing a node's membership is leaving in good order. Safe
 * for any thread; listeners run on the thread that caused the change.
 */
public final class InMemoryNetwork {
  private final Firewall firewall = new Firewall();
  private final InMemoryMapStore store = new InMemoryMapStore();
  private final Map<NodeId, InMemoryClusterChannel> channels = new ConcurrentHashMap<>();
  private final Map<NodeId, InMemoryBulkStreams> streams = new ConcurrentHashMap<>();
  private final Map<NodeId, ManualMembership> members = new LinkedHashMap<>();

  /** A network without nodes. */
  public InMemoryNetwork() {}

  /**
   * What loses messages and cuts links.
   *
   * @return the firewall of this network
   */
  public Firewall firewall() {
    return firewall;
  }

  /**
   * The channel of a node, which may be asked for before it joins.
   *
   * @param node whose
   * @return its channel
   */
  public ClusterChannel channel(NodeId node) {
    return channels.computeIfAbsent(node, id -> new InMemoryClusterChannel(id, this));
  }

  /**
   * The streams of a node, which may be asked for before it joins.
   *
   * @param node whose
   * @return its streams
   */
  public BulkStreams streams(NodeId node) {
    return streams.computeIfAbsent(node, id -> new InMemoryBulkStreams(id, this));
  }

  /**
   * The shared maps as a node sees them: all nodes see the same content at once.
   *
   * @param node whose
   * @return its maps; writes are refused while it is not a member or has no quorum
   */
  public ClusterMaps maps(NodeId node) {
    return new InMemoryClusterMaps(store, () -> hasQuorum(node));
  }

  /**
   * Lets an agent join, as the youngest member.
   *
   * @param node which
   * @return its membership; closing it leaves
   */
  public ManualMembership join(NodeId node) {
    ManualMembership membership = new ManualMembership(node, () -> remove(node));
    synchronized (members) {
      if (members.putIfAbsent(node, membership) != null) {
        throw new IllegalStateException("Node " + node + " is a member already");
      }
      channel(node);
      streams(node);
    }
    installEverywhere();
    return membership;
  }

  /**
   * Ends agents without their leaving, all at once: the others see one new view.
   *
   * @param nodes which
   */
  public void crash(NodeId... nodes) {
    for (NodeId node : nodes) {
      discard(node);
    }
    installEverywhere();
  }

  /**
   * Splits the group: every side gets a view of its own, and only a side with more than half of all
   * members has a quorum.
   *
   * @param sides the members of each side, oldest first
   */
  public void partition(Collection<List<NodeId>> sides) {
    int total = sides.stream().mapToInt(List::size).sum();
    for (List<NodeId> side : sides) {
      for (NodeId node : side) {
        sides.stream()
            .filter(other -> !other.equals(side))
            .forEach(other -> other.forEach(far -> firewall.cut(node, far)));
      }
      for (NodeId node : side) {
        ManualMembership membership = memberOf(node);
        membership.quorum(side.size() * 2 > total);
        membership.install(side);
      }
    }
  }

  /** Ends a split: everyone sees everyone, in the order of joining, and has a quorum. */
  public void merge() {
    firewall.heal();
    snapshot().values().forEach(membership -> membership.quorum(true));
    installEverywhere();
  }

  /**
   * Whether a node's agent runs and is in the group.
   *
   * @param node which
   * @return true from its join until it leaves or crashes
   */
  boolean isMember(NodeId node) {
    synchronized (members) {
      return members.containsKey(node);
    }
  }

  @Nullable InMemoryClusterChannel channelOf(NodeId node) {
    return channels.get(node);
  }

  @Nullable InMemoryBulkStreams streamsOf(NodeId node) {
    return streams.get(node);
  }

  private boolean hasQuorum(NodeId node) {
    ManualMembership membership = snapshot().get(node);
    return membership != null && membership.hasQuorum();
  }

  private ManualMembership memberOf(NodeId node) {
    ManualMembership membership = snapshot().get(node);
    if (membership == null) {
      throw new IllegalArgumentException("Node " + node + " is not a member");
    }
    return membership;
  }

  private void remove(NodeId node) {
    if (discard(node)) {
      installEverywhere();
    }
  }

  private boolean discard(NodeId node) {
    synchronized (members) {
      boolean was = members.remove(node) != null;
      channels.remove(node);
      InMemoryBulkStreams gone = streams.remove(node);
      if (gone != null) {
        gone.breakAll();
      }
      return was;
    }
  }

  private Map<NodeId, ManualMembership> snapshot() {
    synchronized (members) {
      return new LinkedHashMap<>(members);
    }
  }

  private void installEverywhere() {
    Map<NodeId, ManualMembership> now = snapshot();
    List<NodeId> order = new ArrayList<>(now.keySet());
    for (ManualMembership membership : now.values()) {
      ClusterView old = membership.view();
      if (!old.members().equals(order) || old.id() == 0) {
        membership.install(order);
      }
    }
  }
}
