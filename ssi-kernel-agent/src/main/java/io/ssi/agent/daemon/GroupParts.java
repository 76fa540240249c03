package io.ssi.agent.daemon;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.config.PossibleNode;
import io.ssi.membership.ClusterKey;
import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipTimings;
import io.ssi.membership.NodeId;
import io.ssi.membership.infinispan.InfinispanClusterMaps;
import io.ssi.membership.jgroups.JGroupsMembership;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import io.ssi.membership.stream.TcpBulkStreams;
import io.ssi.membership.wire.NodeRecordMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** This agent in the group: messages, maps, streams, and the directory of nodes. */
final class GroupParts implements AutoCloseable {
  private final AgentConfig config;
  private final ClusterKey key;
  private final JGroupsMembership membership;
  private final InfinispanClusterMaps maps;
  private final NodeDirectory directory;
  private final TcpBulkStreams streams;

  private GroupParts(
      AgentConfig config,
      MembershipConfig membershipConfig,
      JGroupsMembership membership,
      InfinispanClusterMaps maps,
      Facilities facilities) {
    this.config = config;
    this.key = membershipConfig.key();
    this.membership = membership;
    this.maps = maps;
    this.directory = new NodeDirectory(maps.open(NodeRecordMapper.schema()), facilities.clock());
    this.streams =
        new TcpBulkStreams(
            membershipConfig, this::streamAddress, facilities.virtual(), facilities.random());
  }

  /** Joins; blocks until this agent is a member. */
  static GroupParts join(AgentConfig config, Facilities facilities) {
    MembershipConfig group = membershipConfig(config, facilities);
    JGroupsMembership membership =
        new JGroupsMembership(
            group, facilities.virtual(), facilities.random(), facilities.nanoClock());
    InfinispanClusterMaps maps =
        InfinispanClusterMaps.join(membership, group, facilities.virtual());
    GroupParts parts = new GroupParts(config, group, membership, maps, facilities);
    membership.subscribe(view -> parts.breakStreamsToTheGone());
    return parts;
  }

  private static MembershipConfig membershipConfig(AgentConfig config, Facilities facilities) {
    ClusterKey key =
        config
            .keyFile()
            .map(ClusterKey::readFrom)
            .orElseGet(() -> ClusterKey.generate(facilities.random()));
    List<InetSocketAddress> hosts =
        config.nodes().stream()
            .map(node -> new InetSocketAddress(address(node), config.groupPort()))
            .toList();
    return new MembershipConfig(
        config.cluster().value(),
        config.id(),
        config.name(),
        address(config.self()),
        config.groupPort(),
        config.streamPort(),
        hosts,
        key,
        config.embedded().isPresent() ? MembershipTimings.loopback() : MembershipTimings.lan());
  }

  private static InetAddress address(PossibleNode node) {
    try {
      // Always digits, so nothing is looked up.
      return InetAddress.getByName(node.address());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(node.address() + " is not an address", e);
    }
  }

  private Optional<InetSocketAddress> streamAddress(NodeId node) {
    return directory
        .find(node)
        .map(NodeRecord::address)
        .map(address -> new InetSocketAddress(address.host(), address.streamPort()));
  }

  private void breakStreamsToTheGone() {
    for (NodeRecord record : directory.all()) {
      if (!membership.view().contains(record.id())) {
        streams.nodeGone(record.id());
      }
    }
  }

  NodeAddress address() {
    return new NodeAddress(
        config.self().address(), config.groupPort(), streams.address().getPort());
  }

  ClusterKey key() {
    return key;
  }

  JGroupsMembership membership() {
    return membership;
  }

  InfinispanClusterMaps maps() {
    return maps;
  }

  NodeDirectory directory() {
    return directory;
  }

  TcpBulkStreams streams() {
    return streams;
  }

  /** Leaves the group in good order. */
  @Override
  public void close() {
    streams.close();
    maps.close();
    membership.close();
  }
}
