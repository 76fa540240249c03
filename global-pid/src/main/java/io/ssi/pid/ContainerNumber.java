package io.ssi.pid;

/**
 * The number of a container, the same on every node and kept while the container moves. One 15-bit
 * number, so that it fits the upper half of a {@link GlobalPid}.
 *
 * @param value 1 to {@link #MAX}
 */
public record ContainerNumber(int value) implements Comparable<ContainerNumber> {

  /** The highest number that a container can have. */
  public static final int MAX = 32767;

  /** Refuses a number outside 1 to {@link #MAX}. */
  public ContainerNumber {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(
          "A container number is from 1 to " + MAX + ", not " + value);
    }
  }

  @Override
  public int compareTo(ContainerNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
