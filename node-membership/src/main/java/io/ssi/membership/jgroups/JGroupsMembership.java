package io.ssi.membership.jgroups;

import io.ssi.membership.ClusterView;
import io.ssi.membership.DuplicateNodeIdException;
import io.ssi.membership.JoinException;
import io.ssi.membership.Membership;
import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ExtendedUUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This agent's place in the group, over one JGroups channel that our requests and the shared maps
 * use together.
 *
 * <p>Order of use: construct, install the handlers on {@link #channel()}, then either {@link
 * #join()} or make an {@code InfinispanClusterMaps} over it, which joins. Closing the maps leaves
 * in good order; closing this without them does too.
 */
public final class JGroupsMembership implements Membership {
  private static final Logger LOG = LoggerFactory.getLogger(JGroupsMembership.class);

  private final MembershipConfig config;
  private final ViewFeed feed;
  private final JGroupsChannel requests;
  private final RequestProtocol protocol;
  private final JChannel channel;
  private final LongSupplier nanoClock;
  private volatile @Nullable Long lastMergeNanos;
  private volatile ClusterView view;
  private volatile Map<NodeId, Address> addresses = Map.of();
  // Every agent ever seen: grows by one entry per start of an agent in the cluster.
  private final Map<UUID, NodeId> agents = new ConcurrentHashMap<>();
  private volatile BooleanSupplier quorum = () -> true;
  private volatile Consumer<String> evicted = reason -> {};

  /**
   * An agent that has not joined yet.
   *
   * @param config where and as whom it joins
   * @param threads makes the threads that call handlers and listeners; virtual ones
   * @param random for keys of this run
   * @param nanoClock nanoseconds of a clock that only goes forward
   * @throws JoinException if the channel cannot be made
   */
  public JGroupsMembership(
      MembershipConfig config, ThreadFactory threads, SecureRandom random, LongSupplier nanoClock) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.view = new ClusterView(0, List.of());
    this.feed = new ViewFeed(threads);
    this.requests = new JGroupsChannel(config.local(), new ChannelGroup(), threads);
    this.protocol = new RequestProtocol(new Arrivals());
    MessageSeal seal = new MessageSeal(config.key(), config.clusterName(), random);
    try {
      this.channel =
          new NodeChannel(config, GroupStack.protocols(config, seal, protocol), nanoClock);
    } catch (Exception e) {
      throw new JoinException("Cannot set up group messages at " + config.groupAddress(), e);
    }
    feed.start();
  }

  /**
   * Joins the group and returns when this agent is in a view. Blocks, in the worst case for the
   * time that a dead predecessor with the same id takes to be noticed. Does nothing if the maps
   * have joined already.
   *
   * @throws DuplicateNodeIdException if a living agent has this node's id
   * @throws JoinException if the port is taken or the like
   */
  public void join() {
    try {
      channel.connect(config.clusterName());
    } catch (Exception e) {
      throw joinFailure(e);
    }
  }

  /**
   * What a failed attempt to join means.
   *
   * @param error what the channel or the maps threw
   * @return the error for the caller
   */
  public MembershipException joinFailure(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MembershipException known) {
        return known;
      }
    }
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new JoinException(
        "Node "
            + config.local()
            + " cannot join cluster "
            + config.clusterName()
            + " at "
            + config.bindAddress().getHostAddress()
            + ":"
            + config.groupPort()
            + ": "
            + root.getMessage()
            + "; is another agent running here?",
        error);
  }

  /**
   * Requests to the other agents.
   *
   * @return the channel; handlers are installed before joining
   */
  public JGroupsChannel channel() {
    return requests;
  }

  /**
   * The JGroups channel for the maps to share; typed {@code Object} so that no type of JGroups
   * leaves this package.
   *
   * @return the channel, not connected before {@link #join()}
   */
  public Object transport() {
    return channel;
  }

  /**
   * Who knows whether writes to the maps can succeed; the maps install themselves.
   *
   * @param source answers {@link #hasQuorum}
   */
  public void quorumFrom(BooleanSupplier source) {
    this.quorum = source;
  }

  /**
   * Installs who is told when this agent must end itself because an older member has the same node
   * id, which a healed split can show.
   *
   * @param listener told why, on a thread of JGroups; must not block
   */
  public void onEvicted(Consumer<String> listener) {
    this.evicted = listener;
  }

  /**
   * Where a member's agent is.
   *
   * @param node whose
   * @return its address; empty if it is not in the group
   */
  public Optional<InetAddress> hostOf(NodeId node) {
    Address address = addresses.get(node);
    if (address == null) {
      return Optional.empty();
    }
    Object physical = channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, address));
    return physical instanceof IpAddress ip ? Optional.of(ip.getIpAddress()) : Optional.empty();
  }

  /**
   * Whether an agent is a member now.
   *
   * @param agent the random part of its group address
   * @return false also for an earlier agent of a node that is back
   */
  public boolean isMember(UUID agent) {
    for (Address member : addresses.values()) {
      if (agent.equals(randomPart(member))) {
        return true;
      }
    }
    return false;
  }

  /**
   * How long ago parts of a split group came together.
   *
   * @return the time; very long if they never did
   */
  public Duration sinceMerge() {
    Long last = lastMergeNanos;
    return last == null ? Duration.ofDays(365) : Duration.ofNanos(nanoClock.getAsLong() - last);
  }

  private static UUID randomPart(@Nullable Address address) {
    return address instanceof ExtendedUUID id
        ? new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits())
        : new UUID(0, 0);
  }

  /**
   * This agent's own mark in the group: another one after every start.
   *
   * @return the random part of its group address; all zero before it has joined
   */
  public UUID agent() {
    return randomPart(channel.getAddress());
  }

  /**
   * The node of an agent that is or was a member while this one was.
   *
   * @param agent the random part of its group address
   * @return its node
   */
  public Optional<NodeId> nodeOf(UUID agent) {
    return Optional.ofNullable(agents.get(agent));
  }

  @Override
  public NodeId local() {
    return config.local();
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public boolean hasQuorum() {
    return quorum.getAsBoolean();
  }

  @Override
  public void subscribe(Consumer<ClusterView> listener) {
    feed.add(listener);
  }

  @Override
  public void close() {
    channel.close();
    feed.close();
    addresses.keySet().forEach(requests::left);
  }

  private final class ChannelGroup implements JGroupsChannel.Group {
    @Override
    public Optional<Address> addressOf(NodeId node) {
      return Optional.ofNullable(addresses.get(node));
    }

    @Override
    public void send(Address to, RequestHeader header, byte[] body) {
      protocol.send(to, header, body);
    }
  }

  private final class Arrivals implements RequestProtocol.Receiver {
    @Override
    public void received(Address from, RequestHeader header, byte[] body) {
      NodeAddress.node(from).ifPresent(node -> requests.received(node, from, header, body));
    }

    @Override
    public void viewInstalled(View installed, boolean merge) {
      if (merge) {
        lastMergeNanos = nanoClock.getAsLong();
      }
      Map<NodeId, Address> next = new LinkedHashMap<>();
      for (Address member : installed) {
        NodeId node = NodeAddress.node(member).orElse(null);
        if (node == null) {
          LOG.warn("Member {} of the group carries no node id and is left out", member);
          continue;
        }
        agents.put(randomPart(member), node);
        if (next.putIfAbsent(node, member) != null) {
          duplicate(node, member);
        }
      }
      Map<NodeId, Address> before = addresses;
      addresses = next;
      ClusterView made =
          new ClusterView(installed.getViewId().getId(), new ArrayList<>(next.keySet()));
      view = made;
      LOG.info("Node {}: group {} has nodes {}", local(), config.clusterName(), made.members());
      before.forEach((node, address) -> {
        if (!address.equals(next.get(node))) {
          requests.left(node);
        }
      });
      feed.offer(made);
    }

    private void duplicate(NodeId node, Address member) {
      LOG.error("Node {} is in the group twice; the younger agent must end", node);
      if (member.equals(channel.getAddress())) {
        evicted.accept(new DuplicateNodeIdException(node, "an older member has it").getMessage());
      }
    }
  }
}
