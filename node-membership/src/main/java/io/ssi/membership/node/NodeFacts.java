package io.ssi.membership.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node's agent says about its machine when it joins.
 *
 * @param cpus processors that programs can use
 * @param memoryBytes memory of the node, in bytes
 * @param kernelRelease as {@code uname -r} prints it
 * @param bootId {@code /proc/sys/kernel/random/boot_id}; the same on nodes that share a kernel
 * @param criuVersion as {@code criu --version} prints it; empty if there is none that works
 * @param more anything else by name, such as CRIU features or what proves that the node lives
 */
public record NodeFacts(
    int cpus,
    long memoryBytes,
    String kernelRelease,
    String bootId,
    String criuVersion,
    Map<String, String> more) {

  /** Nothing is known, the node has never been seen. */
  public static final NodeFacts NONE = new NodeFacts(0, 0, "", "", "", Map.of());

  /** Sorts and copies the map. */
  public NodeFacts {
    if (cpus < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException("A node has no " + cpus + " cpus or " + memoryBytes);
    }
    more = Collections.unmodifiableMap(new TreeMap<>(more));
  }
}
