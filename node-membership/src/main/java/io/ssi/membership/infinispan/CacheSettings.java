package io.ssi.membership.infinispan;

import io.ssi.membership.MembershipConfig;
import io.ssi.membership.NodeId;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/**
 * How the cache manager and its caches are set up: small, quiet, nothing that wakes up by itself.
 */
final class CacheSettings {
  // Segments only spread the primary owners; maps here are small.
  private static final int SEGMENTS = 16;

  // When the group's oldest member dies, the next asks all for their state so many times, each time
  // waiting for such a part of this timeout, and after that never again: a group of busy machines
  // would then stay without writes (ClusterTopologyManagerImpl).
  private static final int RECOVERY_TRIES = 10;

  private CacheSettings() {}

  static ConfigurationBuilderHolder manager(MembershipConfig config, JGroupsTransport transport) {
    GlobalConfigurationBuilder builder = new GlobalConfigurationBuilder();
    builder
        .transport()
        .transport(transport)
        .clusterName(config.clusterName())
        .nodeName(config.nodeName())
        .distributedSyncTimeout(
            RECOVERY_TRIES * config.timings().write().toMillis(), TimeUnit.MILLISECONDS);
    builder.cacheManagerName("ssi-" + config.nodeName());
    builder.cacheContainer().statistics(false);
    builder.metrics().gauges(false).histograms(false);
    builder.jmx().disable();
    builder.globalState().disable();
    builder.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    // Any other way to hand it over copies it, and the copy opens a channel of its own.
    return new ConfigurationBuilderHolder(CacheSettings.class.getClassLoader(), builder);
  }

  /** Writes wait for all members, and a minority refuses them. */
  static Configuration map(MembershipConfig config) {
    long timeout = config.timings().write().toMillis();
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder
        .clustering()
        .cacheMode(CacheMode.DIST_SYNC)
        .remoteTimeout(timeout, TimeUnit.MILLISECONDS)
        .hash()
        .numOwners(NodeId.MAX)
        .numSegments(SEGMENTS);
    builder
        .clustering()
        .stateTransfer()
        .awaitInitialTransfer(true)
        .timeout(4 * timeout, TimeUnit.MILLISECONDS);
    builder
        .clustering()
        .partitionHandling()
        .whenSplit(PartitionHandling.ALLOW_READS)
        // The minority drops what it has and takes the majority's state. A policy that prefers the
        // majority entry by entry does not: it asks the primary owner, which can be in the
        // minority.
        .mergePolicy(MergePolicy.NONE);
    builder.encoding().mediaType(MediaType.APPLICATION_OCTET_STREAM);
    builder.expiration().disableReaper().wakeUpInterval(-1);
    builder.statistics().disable();
    builder.locking().lockAcquisitionTimeout(timeout, TimeUnit.MILLISECONDS);
    return builder.build();
  }
}
