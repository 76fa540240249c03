package io.ssi.linux.criu;

import java.util.Comparator;

/**
 * Version of a CRIU program, as it tells by itself.
 *
 * @param major first number
 * @param minor second number; image format and page protocol change with it
 * @param sublevel third number
 */
public record CriuVersion(int major, int minor, int sublevel) implements Comparable<CriuVersion> {
  private static final Comparator<CriuVersion> ORDER =
      Comparator.comparingInt(CriuVersion::major)
          .thenComparingInt(CriuVersion::minor)
          .thenComparingInt(CriuVersion::sublevel);

  /** Refuses negative numbers. */
  public CriuVersion {
    if (major < 0 || minor < 0 || sublevel < 0) {
      throw new IllegalArgumentException(
          "A version has no negative parts: " + major + "." + minor + "." + sublevel);
    }
  }

  /** Reads {@code 4.2} or {@code 4.2.1}. */
  public static CriuVersion parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("Not a version of CRIU: '" + text + "'");
    }
    try {
      return new CriuVersion(
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          parts.length == 3 ? Integer.parseInt(parts[2]) : 0);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not a version of CRIU: '" + text + "'", e);
    }
  }

  /** Whether this one restores what the other dumped: the same minor version or a newer one. */
  public boolean restoresImagesOf(CriuVersion other) {
    return major > other.major || (major == other.major && minor >= other.minor);
  }

  /** Whether the two understand each other's page server protocol, whose header has changed. */
  public boolean sharesPageProtocolWith(CriuVersion other) {
    return major == other.major && minor == other.minor;
  }

  @Override
  public int compareTo(CriuVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + sublevel;
  }
}
