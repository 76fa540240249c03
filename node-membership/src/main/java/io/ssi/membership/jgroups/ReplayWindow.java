package io.ssi.membership.jgroups;

import java.util.Arrays;

/**
 * Accepts each number of a rising sequence once, in roughly the right order: what is {@link #SIZE}
 * or more behind the highest is refused, as in RFC 4303 section 3.4.3.
 */
final class ReplayWindow {
  /** How far behind the highest number a late one may be. */
  static final int SIZE = 8192;

  private final long[] seen = new long[SIZE / Long.SIZE];
  private long highest;

  /** True for a number that is positive, not too old and was not seen before. */
  synchronized boolean accept(long number) {
    if (number <= 0 || number <= highest - SIZE) {
      return false;
    }
    if (number > highest) {
      forget(highest + 1, number);
      highest = number;
    }
    int word = (int) (number / Long.SIZE % seen.length);
    long bit = 1L << number % Long.SIZE;
    boolean fresh = (seen[word] & bit) == 0;
    seen[word] |= bit;
    return fresh;
  }

  private void forget(long first, long last) {
    if (last - first >= SIZE) {
      Arrays.fill(seen, 0);
      return;
    }
    for (long number = first; number <= last; number++) {
      seen[(int) (number / Long.SIZE % seen.length)] &= ~(1L << number % Long.SIZE);
    }
  }
}
