package io.ssi.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent must know to join its cluster; checked once, when it is made.
 *
 * @param clusterName lower-case letters, digits and dashes; agents of clusters with different names
 *     never join, even with the same key
 * @param local the id of this node
 * @param nodeName the name of this node, unique in the cluster
 * @param bindAddress the address that the other nodes reach this one at
 * @param groupPort TCP port for group messages; the failure detector takes {@code groupPort +
 *     FAILURE_DETECTION_OFFSET} too
 * @param streamPort TCP port for bulk streams; 0 lets the kernel choose
 * @param initialHosts address and group port of every node that there can be, this one included;
 *     those that are not running are skipped
 * @param key the cluster's secret
 * @param timings how quickly things are noticed
 */
public record MembershipConfig(
    String clusterName,
    NodeId local,
    String nodeName,
    InetAddress bindAddress,
    int groupPort,
    int streamPort,
    List<InetSocketAddress> initialHosts,
    ClusterKey key,
    MembershipTimings timings) {

  /** The failure detector's port is the group port plus this. */
  public static final int FAILURE_DETECTION_OFFSET = 100;

  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /**
   * Checks everything.
   *
   * @throws InvalidMembershipConfigException with all faults
   */
  public MembershipConfig {
    initialHosts = List.copyOf(initialHosts);
    List<String> faults = new ArrayList<>(timings.faults());
    if (!clusterName.matches(NAME)) {
      faults.add("cluster name '" + clusterName + "' is not made of a-z, 0-9 and inner dashes");
    }
    if (!nodeName.matches(NAME)) {
      faults.add("node name '" + nodeName + "' is not made of a-z, 0-9 and inner dashes");
    }
    if (bindAddress.isAnyLocalAddress()) {
      faults.add("bind address " + bindAddress.getHostAddress() + " is not one that others reach");
    }
    if (groupPort < 1 || groupPort > 65535 - FAILURE_DETECTION_OFFSET) {
      faults.add(
          "group port " + groupPort + " is not in 1 to " + (65535 - FAILURE_DETECTION_OFFSET));
    }
    if (streamPort < 0 || streamPort > 65535) {
      faults.add("stream port " + streamPort + " is not in 0 to 65535");
    }
    if (streamPort == groupPort || streamPort == groupPort + FAILURE_DETECTION_OFFSET) {
      faults.add("stream port " + streamPort + " is taken by group messages");
    }
    for (InetSocketAddress host : initialHosts) {
      if (host.isUnresolved()) {
        faults.add("initial host " + host.getHostString() + " has no address");
      }
    }
    if (!initialHosts.contains(new InetSocketAddress(bindAddress, groupPort))) {
      faults.add(
          "initial hosts do not name this node, " + bindAddress.getHostAddress() + ":" + groupPort);
    }
    if (!faults.isEmpty()) {
      throw new InvalidMembershipConfigException(faults);
    }
  }

  /**
   * This node as the others reach its group port.
   *
   * @return address and port
   */
  public InetSocketAddress groupAddress() {
    return new InetSocketAddress(bindAddress, groupPort);
  }
}
