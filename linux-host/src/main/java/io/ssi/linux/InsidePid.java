package io.ssi.linux;

/**
 * A process id as the pid namespace of a container numbers it; goes with the container when it
 * moves, and means nothing outside.
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
