package io.ssi.migration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which version numbers of an application were given, and which of those versions were deleted. A
 * number is never given again, so that a deletion is remembered by the number alone. Two records of
 * the same application can be merged in any order.
 *
 * @param highest the highest number that was given
 * @param removed the deleted ones, as runs in order that do not touch
 * @param sleep the version with which it last fell asleep with the whole cluster; empty if never
 * @param woken the last of these versions from which it was brought back; 0 if none was
 */
public record VersionNumbers(int highest, List<Range> removed, Optional<Sleep> sleep, int woken) {

  /** Of an application that never had a version. */
  public static final VersionNumbers NONE = new VersionNumbers(0, List.of(), Optional.empty(), 0);

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

  /**
   * That an application fell asleep with the whole cluster.
   *
   * @param version the version from which it is to be brought back
   * @param node where it was
   * @param still whether it was suspended before
   */
  public record Sleep(int version, int node, boolean still) {}

  /** Takes a copy of the list. */
  public VersionNumbers {
    removed = List.copyOf(removed);
  }

  /**
   * Of an application that never slept.
   *
   * @param highest the highest number that was given
   * @param removed the deleted ones
   */
  public VersionNumbers(int highest, List<Range> removed) {
    this(highest, removed, Optional.empty(), 0);
  }

  /**
   * Whether it sleeps, and how it is woken.
   *
   * @return empty if it does not sleep
   */
  public Optional<Sleep> asleep() {
    return sleep.filter(last -> last.version() > woken);
  }

  /**
   * Asleep.
   *
   * @param last with which version
   * @return the record
   */
  public VersionNumbers withSleep(Sleep last) {
    return new VersionNumbers(Math.max(highest, last.version()), removed, Optional.of(last), woken);
  }

  /**
   * Brought back, if it slept.
   *
   * @return the record
   */
  public VersionNumbers awake() {
    return new VersionNumbers(highest, removed, sleep, sleep.map(Sleep::version).orElse(woken));
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
    return new VersionNumbers(Math.max(highest, version), removed, sleep, woken);
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
    return new VersionNumbers(most, ranges(all), sleep, woken);
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
    Optional<Sleep> last =
        Stream.concat(sleep.stream(), other.sleep.stream())
            .max(Comparator.comparingInt(Sleep::version));
    return new VersionNumbers(
        Math.max(highest, other.highest), ranges(all), last, Math.max(woken, other.woken));
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
