package io.ssi.migration.image;

import java.util.Set;

/** The numbers that a restore of an image needs. */
public final class ImageNumbers {

  private ImageNumbers() {}

  /**
   * Every number of an image.
   *
   * @param image a complete image
   * @return processes, threads, groups and sessions
   */
  public static Set<Integer> of(ImageDirectory image) {
    return Set.of();
  }
}
