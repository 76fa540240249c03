package io.ssi.membership.infinispan;

import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.jgroups.JGroupsMembership;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapRehearsal;
import io.ssi.membership.map.MapSchema;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/**
 * The shared maps over Infinispan, on the channel of a {@link JGroupsMembership}. Thread-safe.
 *
 * <p>A minority reads on and refuses writes. Which side is the minority is Infinispan's decision: a
 * group that loses half of its members or more at once. Members that leave in good order never cost
 * the rest its quorum, and each loss of less than half makes the rest the new whole. A minority
 * becomes a majority again when more than half of the last whole is back.
 */
public final class InfinispanClusterMaps implements ClusterMaps, AutoCloseable {
  private static final MessageType LEAVING = new MessageType("membership.leaving");
  private static final String QUORUM = "ssi-quorum";
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final JGroupsMembership group;
  private final MembershipConfig config;
  private final ThreadFactory threads;
  private final DefaultCacheManager manager;
  private final QuorumKeeper quorum;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<ChangeFeed<?>> feeds = new CopyOnWriteArrayList<>();

  private InfinispanClusterMaps(
      JGroupsMembership group,
      MembershipConfig config,
      ThreadFactory threads,
      DefaultCacheManager manager) {
    this.group = group;
    this.config = config;
    this.threads = threads;
    this.manager = manager;
    this.quorum =
        new QuorumKeeper(
            group,
            manager,
            define(QUORUM, CacheSettings.map(config)),
            config.timings().write(),
            threads);
  }

  /**
   * Joins the group with maps. Blocks until the agent is a member.
   *
   * @param group the membership to share the channel of, not joined yet
   * @param config the same as the group's
   * @param threads makes the threads that call listeners; virtual ones
   * @return the maps
   * @throws MembershipException if the group cannot be joined, as {@link JGroupsMembership#join}
   */
  public static InfinispanClusterMaps join(
      JGroupsMembership group, MembershipConfig config, ThreadFactory threads) {
    JGroupsTransport transport = new JGroupsTransport((org.jgroups.JChannel) group.transport());
    DefaultCacheManager manager = null;
    CompletableFuture<QuorumKeeper> keeper = new CompletableFuture<>();
    group
        .channel()
        .handle(
            LEAVING,
            (from, body) -> {
              keeper.join().leaving(readAgent(body));
              return new byte[0];
            });
    try {
      manager = new DefaultCacheManager(CacheSettings.manager(config, transport), true);
      InfinispanClusterMaps maps = new InfinispanClusterMaps(group, config, threads, manager);
      maps.quorum.start();
      keeper.complete(maps.quorum);
      return maps;
    } catch (RuntimeException e) {
      keeper.completeExceptionally(e);
      if (manager != null) {
        manager.stop();
      }
      throw group.joinFailure(e);
    }
  }

  @Override
  public <K, V> ClusterMap<K, V> open(MapSchema<K, V> schema) {
    AdvancedCache<byte[], byte[]> cache = define("ssi-" + schema.name(), CacheSettings.map(config));
    quorum.watch(cache);
    ChangeFeed<K> feed =
        new ChangeFeed<>(schema.name(), key -> schema.textToKey().apply(key), threads);
    feeds.add(feed);
    cache.addListener(feed);
    return new InfinispanClusterMap<>(schema, cache, quorum, feed);
  }

  /**
   * Makes the first writes of the maps as fast as the later ones.
   *
   * @return blocks for about a second; to be run once, when the machine has time
   */
  public MapRehearsal rehearsal() {
    // In the cache that is there anyway for its availability, and otherwise empty.
    AdvancedCache<byte[], byte[]> cache = define(QUORUM, CacheSettings.map(config));
    MapSchema<String, Long> schema =
        new MapSchema<>(
            QUORUM,
            key -> key,
            text -> text,
            value -> ByteBuffer.allocate(Long.BYTES).putLong(value).array(),
            bytes -> ByteBuffer.wrap(bytes).getLong());
    ChangeFeed<String> unheard = new ChangeFeed<>(QUORUM, key -> key, threads);
    feeds.add(unheard);
    return new MapRehearsal(
        new InfinispanClusterMap<>(schema, cache, quorum, unheard),
        group.local() + ".",
        () -> group.view().members().size());
  }

  private synchronized AdvancedCache<byte[], byte[]> define(String name, Configuration settings) {
    // Defined on this member only: a cache of the administration would be created everywhere.
    if (manager.getCacheConfiguration(name) == null) {
      manager.defineConfiguration(name, settings);
    }
    return manager.<byte[], byte[]>getCache(name).getAdvancedCache();
  }

  /** Tells the others that this is no crash; without an answer they find out by the caches. */
  private void farewell() {
    List<NodeId> others =
        group.view().members().stream().filter(node -> !node.equals(group.local())).toList();
    UUID agent = group.agent();
    byte[] body =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(agent.getMostSignificantBits())
            .putLong(agent.getLeastSignificantBits())
            .array();
    group.channel().requestAll(others, LEAVING, body, FAREWELL);
  }

  private static UUID readAgent(byte[] body) {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /**
   * The nodes that were there when writes last were accepted, without those that have left in good
   * order since. More than half of them must be members for writes to be accepted.
   *
   * @return their ids
   */
  public Set<NodeId> lastWhole() {
    return quorum.lastWhole();
  }

  /** Leaves the group in good order: the others keep their quorum. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      farewell();
    }
    quorum.close();
    manager.stop();
    feeds.forEach(ChangeFeed::close);
    group.close();
  }
}
