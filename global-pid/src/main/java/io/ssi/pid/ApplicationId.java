package io.ssi.pid;

/**
 * Names an application for as long as it is known; it is the number of its first container. Always
 * below every {@link GlobalPid}, so the two cannot be confused.
 *
 * @param value 1 to {@link ContainerNumber#MAX}
 */
public record ApplicationId(int value) implements Comparable<ApplicationId> {

  /** Refuses what no container can be called. */
  public ApplicationId {
    if (value < 1 || value > ContainerNumber.MAX) {
      throw new IllegalArgumentException(
          "An application id is from 1 to " + ContainerNumber.MAX + ", not " + value);
    }
  }

  /**
   * The application whose first container has a number.
   *
   * @param first its first container
   * @return its id
   */
  public static ApplicationId of(ContainerNumber first) {
    return new ApplicationId(first.value());
  }

  /**
   * The container that the application is named after.
   *
   * @return its number
   */
  public ContainerNumber firstContainer() {
    return new ContainerNumber(value);
  }

  @Override
  public int compareTo(ApplicationId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
