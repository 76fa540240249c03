package io.ssi.membership.infinispan;

import io.ssi.membership.ClusterView;
import io.ssi.membership.NodeId;
import io.ssi.membership.jgroups.JGroupsMembership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.AdvancedCache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether this agent is on the side of a majority, from the same source that lets writes
 * through: the availability of the caches. Infinispan takes agents that return after a crash for
 * strangers, so it would refuse writes for ever; the group's coordinator therefore makes the caches
 * available again once more than half of the nodes of the last whole are members.
 */
final class QuorumKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuorumKeeper.class);

  private final JGroupsMembership group;
  private final AdvancedCache<byte[], byte[]> witness;
  private final LocalTopologyManager topologies;
  private final Map<String, AdvancedCache<byte[], byte[]>> caches = new ConcurrentHashMap<>();
  private volatile boolean closed;

  QuorumKeeper(
      JGroupsMembership group,
      EmbeddedCacheManager manager,
      AdvancedCache<byte[], byte[]> witness) {
    this.group = group;
    this.witness = witness;
    this.topologies = GlobalComponentRegistry.of(manager).getComponent(LocalTopologyManager.class);
    watch(witness);
  }

  void start() {
    group.quorumFrom(this::hasQuorum);
    group.subscribe(this::regain);
  }

  void watch(AdvancedCache<byte[], byte[]> cache) {
    caches.put(cache.getName(), cache);
  }

  boolean hasQuorum() {
    return !closed && witness.getAvailability() == AvailabilityMode.AVAILABLE;
  }

  /** For people: who is left of whom. */
  String remaining() {
    Set<NodeId> whole = lastWhole();
    List<NodeId> members = group.view().members();
    return "only "
        + (members.size() == 1 ? "node " : "nodes ")
        + String.join(", ", members.stream().sorted().map(NodeId::toString).toList())
        + " of "
        + whole.size()
        + " can be reached";
  }

  private void regain(ClusterView view) {
    List<AdvancedCache<byte[], byte[]>> lost = new ArrayList<>();
    for (AdvancedCache<byte[], byte[]> cache : caches.values()) {
      if (!closed && cache.getAvailability() != AvailabilityMode.AVAILABLE) {
        lost.add(cache);
      }
    }
    if (lost.isEmpty() || !view.members().getFirst().equals(group.local())) {
      return;
    }
    Set<NodeId> whole = lastWhole();
    long back = whole.stream().filter(view::contains).count();
    if (back * 2 > whole.size()) {
      LOG.info("Nodes {} are a majority of {} again: writes are accepted", view.members(), whole);
      lost.forEach(cache -> cache.setAvailability(AvailabilityMode.AVAILABLE));
    }
  }

  /** The nodes that were there when all was well last. */
  private Set<NodeId> lastWhole() {
    Set<NodeId> nodes = new TreeSet<>();
    CacheTopology stable = topologies.getStableCacheTopology(witness.getName());
    if (stable != null) {
      for (Address address : stable.getMembers()) {
        Optional<NodeId> node = group.nodeOf(address.getNodeUUID());
        node.ifPresent(nodes::add);
      }
    }
    return nodes;
  }

  @Override
  public void close() {
    closed = true;
  }
}
