package io.ssi.membership.infinispan;

import io.ssi.membership.ClusterView;
import io.ssi.membership.NodeId;
import io.ssi.membership.jgroups.JGroupsMembership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.infinispan.AdvancedCache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.PartitionStatusChanged;
import org.infinispan.notifications.cachelistener.event.PartitionStatusChangedEvent;
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
 * available again once more than half of the nodes of the last whole are members. Who leaves in
 * good order says so first and is not part of that whole any more. Public because Infinispan calls
 * the annotated method.
 */
@Listener(observation = Listener.Observation.POST)
public final class QuorumKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuorumKeeper.class);
  private static final int SETTLE_STEPS = 30;
  private static final long SETTLE_STEP_MILLIS = 100;
  private static final long RETRY_MILLIS = 500;

  private final JGroupsMembership group;
  private final AdvancedCache<byte[], byte[]> witness;
  private final Duration mergeRest;
  private final LocalTopologyManager topologies;
  private final Map<String, AdvancedCache<byte[], byte[]>> caches = new ConcurrentHashMap<>();
  // Agents that said they leave; grows by one entry per agent.
  private final Set<UUID> leavers = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private final Thread worker;
  private final Semaphore work = new Semaphore(0);
  private volatile boolean closed;

  QuorumKeeper(
      JGroupsMembership group,
      EmbeddedCacheManager manager,
      AdvancedCache<byte[], byte[]> witness,
      Duration mergeRest,
      ThreadFactory threads) {
    this.group = group;
    this.witness = witness;
    this.mergeRest = mergeRest;
    this.topologies = GlobalComponentRegistry.of(manager).getComponent(LocalTopologyManager.class);
    this.worker = threads.newThread(this::work);
    worker.setName("ssi-quorum-keeper");
    watch(witness);
  }

  void start() {
    group.quorumFrom(this::hasQuorum);
    group.subscribe(view -> work.release());
    worker.start();
  }

  void watch(AdvancedCache<byte[], byte[]> cache) {
    if (caches.put(cache.getName(), cache) == null) {
      cache.addListener(this);
    }
  }

  /** An agent says that it leaves. */
  void leaving(UUID agent) {
    leavers.add(agent);
    work.release();
  }

  /**
   * For Infinispan.
   *
   * @param event a cache takes writes, or no longer
   */
  @PartitionStatusChanged
  public void statusChanged(PartitionStatusChangedEvent<byte[], byte[]> event) {
    work.release();
    synchronized (change) {
      change.notifyAll();
    }
  }

  private void work() {
    try {
      boolean waiting = false;
      while (!closed) {
        if (waiting) {
          boolean news = work.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
          LOG.debug("Looking at the quorum again, news {}", news);
        } else {
          work.acquire();
        }
        work.drainPermits();
        waiting = regain(group.view());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("The quorum is not looked after any more", e);
      }
    }
  }

  boolean hasQuorum() {
    return !closed && (isAvailable(witness) || isMajority(group.view()));
  }

  /**
   * Whether a cache takes writes; where it only has not been told yet that a majority is there,
   * waits a moment for that.
   */
  boolean settle(AdvancedCache<byte[], byte[]> cache) {
    boolean available = isAvailable(cache);
    for (int i = 0; i < SETTLE_STEPS && !available && isMajority(group.view()); i++) {
      work.release();
      try {
        synchronized (change) {
          change.wait(SETTLE_STEP_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      available = isAvailable(cache);
    }
    return available;
  }

  private static boolean isAvailable(AdvancedCache<byte[], byte[]> cache) {
    return cache.getAvailability() == AvailabilityMode.AVAILABLE;
  }

  private boolean isMajority(ClusterView view) {
    Set<NodeId> whole = lastWhole();
    long back = whole.stream().filter(view::contains).count();
    return whole.isEmpty() || back * 2 > whole.size();
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

  /**
   * Makes the caches available where Infinispan would not; true if that has to be tried again.
   * After a split heals Infinispan compares both sides itself: until that is over nothing may be
   * touched, or the minority's state could win.
   */
  private boolean regain(ClusterView view) {
    List<AdvancedCache<byte[], byte[]>> lost = new ArrayList<>();
    for (AdvancedCache<byte[], byte[]> cache : caches.values()) {
      if (!closed && !isAvailable(cache)) {
        lost.add(cache);
      }
    }
    if (lost.isEmpty()
        || view.members().isEmpty()
        || !view.members().getFirst().equals(group.local())
        || !isMajority(view)
        || !isSomebodyReplaced()) {
      return false;
    }
    if (group.sinceMerge().compareTo(mergeRest) < 0) {
      return true;
    }
    LOG.info("Nodes {} are a majority of {}: they write", view.members(), lastWhole());
    lost.forEach(cache -> cache.setAvailability(AvailabilityMode.AVAILABLE));
    return false;
  }

  /** Whether an agent of the last whole has left in good order or was started anew. */
  private boolean isSomebodyReplaced() {
    for (UUID agent : lastAgents()) {
      boolean isBack = group.nodeOf(agent).filter(group.view()::contains).isPresent();
      if (leavers.contains(agent) || (isBack && !group.isMember(agent))) {
        return true;
      }
    }
    return false;
  }

  /** The nodes that were there when all was well last, without those that left since. */
  Set<NodeId> lastWhole() {
    Set<NodeId> nodes = new TreeSet<>();
    for (UUID agent : lastAgents()) {
      if (!leavers.contains(agent)) {
        group.nodeOf(agent).ifPresent(nodes::add);
      }
    }
    return nodes;
  }

  private List<UUID> lastAgents() {
    CacheTopology stable = topologies.getStableCacheTopology(witness.getName());
    return stable == null
        ? List.of()
        : stable.getMembers().stream().map(Address::getNodeUUID).toList();
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
