package io.ssi.membership;

/**
 * The number of a node, 1 to 255; stable over restarts of its agent and never shared by two nodes
 * of a cluster.
 *
 * @param value the number
 */
public record NodeId(int value) implements Comparable<NodeId> {

  /** The highest number that a node can have. */
  public static final int MAX = 255;

  /** Refuses a number outside 1 to {@link #MAX}. */
  public NodeId {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(
          "A node id is a number from 1 to " + MAX + ", not " + value);
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
