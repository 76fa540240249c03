package io.ssi.migration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Which version numbers of an application were given, and which of those versions were deleted. A
 * number is never given again, so that a deletion is remembered by the number alone. Two records of
 * the same application can be merged in any order.
 *
 * @param highest the highest number that was given
 * @param removed the deleted ones, as runs in order that do not touch
 */
public record VersionNumbers(int highest, List<Range> removed) {

  /** Of an application that never had a version. */
  public static final VersionNumbers NONE = new VersionNumbers(0, List.of());

  /**
   * Consecutive numbers.
   *
   * @param first the first, from 1
   * @param last the last, not below the first
   */
  public record Range(int first, int last) {

    /** Refuses what is no range. */
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("Not a range of versions: " + first + " to " + last);
      }
    }
  }

  /** Takes a copy of the list. */
  public VersionNumbers {
    removed = List.copyOf(removed);
  }

  /**
   * Whether a version was deleted.
   *
   * @param version its number
   * @return true if it was, and must not come back
   */
  public boolean isRemoved(int version) {
    return removed.stream().anyMatch(range -> range.first() <= version && version <= range.last());
  }

  /**
   * With a number that was given.
   *
   * @param version the number
   * @return the record
   */
  public VersionNumbers withGiven(int version) {
    return new VersionNumbers(Math.max(highest, version), removed);
  }

  /**
   * With versions that are deleted.
   *
   * @param versions their numbers
   * @return the record
   */
  public VersionNumbers withRemoved(Collection<Integer> versions) {
    BitSet all = bits();
    int most = highest;
    for (int version : versions) {
      all.set(version);
      most = Math.max(most, version);
    }
    return new VersionNumbers(most, ranges(all));
  }

  /**
   * What two nodes know together.
   *
   * @param other of the same application
   * @return the record
   */
  public VersionNumbers with(VersionNumbers other) {
    BitSet all = bits();
    all.or(other.bits());
    return new VersionNumbers(Math.max(highest, other.highest), ranges(all));
  }

  private BitSet bits() {
    BitSet all = new BitSet();
    removed.forEach(range -> all.set(range.first(), range.last() + 1));
    return all;
  }

  private static List<Range> ranges(BitSet all) {
    List<Range> ranges = new ArrayList<>();
    int first = all.nextSetBit(0);
    while (first >= 0) {
      int end = all.nextClearBit(first);
      ranges.add(new Range(first, end - 1));
      first = all.nextSetBit(end);
    }
    return ranges;
  }
}
