package io.ssi.migration.container;

import io.ssi.linux.InsidePid;
import java.util.Collection;
import java.util.TreeSet;

/** Finds numbers that a restore does not need, for the processes that carry it out. */
public final class PidGap {
  // The kernel begins again at 300 when it has reached the end (RESERVED_PIDS in kernel/pid.c).
  private static final int FIRST = 300;
  private static final int LAST = 32767;

  private PidGap() {}

  /**
   * The place for the cursor before a restore: the longest run of free numbers follows it.
   *
   * @param taken every number of the image: processes, threads, groups and sessions
   * @return the number before the run
   */
  public static int before(Collection<InsidePid> taken) {
    TreeSet<Integer> borders = new TreeSet<>();
    for (InsidePid number : taken) {
      if (number.value() >= FIRST && number.value() <= LAST) {
        borders.add(number.value());
      }
    }
    int best = FIRST - 1;
    int longest = -1;
    int from = FIRST - 1;
    borders.add(LAST + 1);
    for (int border : borders) {
      int length = border - from - 1;
      if (length > longest) {
        longest = length;
        best = from;
      }
      from = border;
    }
    return best;
  }
}
