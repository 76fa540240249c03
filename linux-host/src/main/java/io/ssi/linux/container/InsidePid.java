package io.ssi.linux.container;

/**
 * A process id as the container numbers it; the same wherever the container runs.
 *
 * @param value positive
 */
public record InsidePid(int value) implements Comparable<InsidePid> {

  /** Refuses numbers that no process can have. */
  public InsidePid {
    if (value <= 0) {
      throw new IllegalArgumentException("A process id is a positive number, not " + value);
    }
  }

  @Override
  public int compareTo(InsidePid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
