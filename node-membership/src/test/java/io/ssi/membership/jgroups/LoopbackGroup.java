package io.ssi.membership.jgroups;

import io.ssi.membership.ClusterKey;
import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipTimings;
import io.ssi.membership.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.Util;

/** Several agents' memberships in one JVM, over real TCP on the loopback. */
public final class LoopbackGroup implements AutoCloseable {
  /** A silent member is out after 2 s. */
  public static final MembershipTimings FAST =
      new MembershipTimings(
          Duration.ofMillis(300),
          Duration.ofMillis(1200),
          Duration.ofMillis(200),
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  /** Below the ports that the kernel gives to clients, so that none of those takes one away. */
  private static final int FIRST_PORT = 12_000;

  private static final int PORTS = 8_000;

  /** JGroups' failure detection listens so far above the group's port. */
  private static final int FAILURE_DETECTION = 100;

  private final ClusterKey key = ClusterKey.generate(new SecureRandom());
  private final List<InetSocketAddress> hosts = new ArrayList<>();
  private final List<JGroupsMembership> open = new ArrayList<>();

  public LoopbackGroup(int size) {
    int port = FIRST_PORT + new SecureRandom().nextInt(PORTS);
    while (hosts.size() < size) {
      port = port + 1 < FIRST_PORT + PORTS ? port + 1 : FIRST_PORT;
      if (isFree(port) && isFree(port + FAILURE_DETECTION)) {
        hosts.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
    }
  }

  public ClusterKey key() {
    return key;
  }

  public InetSocketAddress host(int place) {
    return hosts.get(place - 1);
  }

  /** A configuration for the place that its id names. */
  public MembershipConfig config(int id) {
    return config(id, id, key);
  }

  public MembershipConfig config(int id, int place, ClusterKey with) {
    return new MembershipConfig(
        "test",
        new NodeId(id),
        "node" + id,
        InetAddress.getLoopbackAddress(),
        hosts.get(place - 1).getPort(),
        0,
        hosts,
        with,
        FAST);
  }

  /** A membership that has not joined. */
  public JGroupsMembership make(MembershipConfig config) {
    JGroupsMembership membership =
        new JGroupsMembership(
            config, Thread.ofVirtual().factory(), new SecureRandom(), System::nanoTime);
    open.add(membership);
    return membership;
  }

  public JGroupsMembership joined(int id) {
    JGroupsMembership membership = make(config(id));
    membership.join();
    return membership;
  }

  public static void eventually(Duration limit, BooleanSupplier condition) {
    Awaitility.await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(10))
        .until(condition::getAsBoolean);
  }

  /** Ends an agent's part in the group as SIGKILL would. */
  public void kill(JGroupsMembership membership) {
    try {
      Util.shutdown((JChannel) membership.transport());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    open.remove(membership);
  }

  /** Loses everything that a member sends and receives, or no longer. */
  public static void isolate(JGroupsMembership membership, boolean isolated) {
    ProtocolStack stack = ((JChannel) membership.transport()).getProtocolStack();
    try {
      DISCARD discard = stack.findProtocol(DISCARD.class);
      if (discard == null) {
        discard = new DISCARD();
        stack.insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
      }
      discard.discardAll(isolated);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
