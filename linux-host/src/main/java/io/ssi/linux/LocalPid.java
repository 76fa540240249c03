package io.ssi.linux;

/**
 * A process id as the agent's own pid namespace numbers it; means nothing on another node.
 *
 * @param value positive
 */
public record LocalPid(int value) implements Comparable<LocalPid> {

  /** Refuses numbers that no process can have. */
  public LocalPid {
    if (value <= 0) {
      throw new IllegalArgumentException("A process id is a positive number, not " + value);
    }
  }

  @Override
  public int compareTo(LocalPid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
