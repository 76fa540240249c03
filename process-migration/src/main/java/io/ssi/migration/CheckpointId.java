package io.ssi.migration;

import java.util.Comparator;

/**
 * Names one version of one application.
 *
 * @param application the application's number
 * @param version counts up from 1
 */
public record CheckpointId(int application, int version) implements Comparable<CheckpointId> {
  private static final Comparator<CheckpointId> ORDER =
      Comparator.comparingInt(CheckpointId::application).thenComparingInt(CheckpointId::version);

  /** Refuses what no version can be. */
  public CheckpointId {
    if (application < 1 || version < 1) {
      throw new IllegalArgumentException(
          "A checkpoint is named by an application and a version from 1, not "
              + application
              + "."
              + version);
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text such as {@code 17.2}
   * @return the id
   */
  public static CheckpointId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("Not a checkpoint: " + text);
    }
    return new CheckpointId(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  @Override
  public int compareTo(CheckpointId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return application + "." + version;
  }
}
