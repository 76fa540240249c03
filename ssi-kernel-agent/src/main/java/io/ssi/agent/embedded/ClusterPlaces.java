package io.ssi.agent.embedded;

import io.ssi.agent.config.ClusterName;
import java.nio.file.Path;

/**
 * Where an embedded cluster keeps what, on the machine.
 *
 * @param cluster whose places
 */
public record ClusterPlaces(ClusterName cluster) {
  /** Below it each cluster has a directory that lives as long as the machine runs. */
  public static final Path RUN = Path.of("/run/ssi");

  /** Below it each cluster has a directory that outlives a reboot. */
  public static final Path STATE = Path.of("/var/lib/ssi");

  /** Above the control groups of all clusters, in every hierarchy. */
  static final Path GROUPS = Path.of("ssi");

  /**
   * Sockets, records of what runs, configurations. The same directory is at the same path in every
   * node.
   *
   * @return {@code /run/ssi/CLUSTER}
   */
  public Path run() {
    return RUN.resolve(cluster.value());
  }

  /**
   * The cluster's key and the state directory of each node.
   *
   * @return {@code /var/lib/ssi/CLUSTER}
   */
  public Path state() {
    return STATE.resolve(cluster.value());
  }

  /**
   * A node's state directory; in the node it is {@code /var/lib/ssi}.
   *
   * @param node its name
   * @return {@code /var/lib/ssi/CLUSTER/NODE}
   */
  public Path state(String node) {
    return state().resolve(node);
  }

  /**
   * The control socket of a node's agent.
   *
   * @param node its name
   * @return {@code /run/ssi/CLUSTER/NODE.sock}
   */
  public Path socket(String node) {
    return run().resolve(node + ".sock");
  }

  /**
   * The file that says which process is a node's init: {@code PID:TICKS} as the machine numbers it.
   *
   * @param node its name
   * @return {@code /run/ssi/CLUSTER/NODE.init}
   */
  public Path init(String node) {
    return run().resolve(node + ".init");
  }

  Path configuration(String node) {
    return run().resolve(node + ".conf");
  }

  Path nodeLog(String node) {
    return run().resolve(node + ".log");
  }

  /** Mount points for what is moved into place while a node is made. */
  Path staging(String node) {
    return run().resolve(".staging").resolve(node);
  }

  Path networkNamespace() {
    return run().resolve("switch");
  }

  Path hosts() {
    return run().resolve("hosts");
  }

  Path key() {
    return run().resolve("cluster.key");
  }

  Path durableKey() {
    return state().resolve("cluster.key");
  }

  Path shape() {
    return run().resolve("shape");
  }

  Path lock() {
    return run().resolve("lock");
  }

  Path cgroup() {
    return GROUPS.resolve(cluster.value());
  }

  Path cgroup(String node) {
    return cgroup().resolve(node);
  }
}
