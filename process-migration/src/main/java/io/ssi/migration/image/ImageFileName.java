package io.ssi.migration.image;

import java.util.regex.Pattern;

/**
 * The name of one file of an image: CRIU's own names and those that we add, never a path.
 *
 * @param value such as {@code core-3.img}
 */
public record ImageFileName(String value) implements Comparable<ImageFileName> {
  private static final Pattern ALLOWED =
      Pattern.compile("[a-z][a-z0-9-]{0,63}(\\.img)?|saved-file-[0-9]{1,6}");

  /** Refuses everything that could be a path, a link's trick or another kind of file. */
  public ImageFileName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new ImageCorruptException(
          "reading an image: '" + printable(value) + "' is not the name of a file of an image");
    }
  }

  /**
   * Whether a file name may be part of an image.
   *
   * @param name any name
   * @return true if {@link ImageFileName} accepts it
   */
  public static boolean isAllowed(String name) {
    return ALLOWED.matcher(name).matches();
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\x20-\\x7e]", "?");
  }

  @Override
  public int compareTo(ImageFileName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
