package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A {@code cpu} line of {@code /proc/stat}: time since boot by kind, in ticks of {@link
 * StatFile#TICKS_PER_SECOND}.
 *
 * @param ticks user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice
 */
public record CpuTimes(List<Long> ticks) {

  /** How many kinds of time there are. */
  public static final int KINDS = 10;

  /** No time at all. */
  public static final CpuTimes ZERO = new CpuTimes(Collections.nCopies(KINDS, 0L));

  private static final int USER = 0;
  private static final int NICE = 1;
  private static final int SYSTEM = 2;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** Takes a copy; refuses another number of kinds. */
  public CpuTimes {
    ticks = List.copyOf(ticks);
    if (ticks.size() != KINDS) {
      throw new IllegalArgumentException("A cpu line has " + KINDS + " times, not " + ticks.size());
    }
  }

  /**
   * Only user, system and idle time.
   *
   * @param user ticks in user mode
   * @param system ticks in kernel mode
   * @param idle ticks without work
   * @return the times, all others zero
   */
  public static CpuTimes of(long user, long system, long idle) {
    return new CpuTimes(List.of(user, 0L, system, idle, 0L, 0L, 0L, 0L, 0L, 0L));
  }

  /**
   * Time in user mode at normal priority.
   *
   * @return ticks
   */
  public long user() {
    return ticks.get(USER);
  }

  /**
   * Time in user mode at low priority.
   *
   * @return ticks
   */
  public long nice() {
    return ticks.get(NICE);
  }

  /**
   * Time in kernel mode.
   *
   * @return ticks
   */
  public long system() {
    return ticks.get(SYSTEM);
  }

  /**
   * Time without work.
   *
   * @return ticks
   */
  public long idle() {
    return ticks.get(IDLE);
  }

  /**
   * Time without work while somebody waited for a disk.
   *
   * @return ticks
   */
  public long ioWait() {
    return ticks.get(IO_WAIT);
  }

  /**
   * Both together, kind by kind.
   *
   * @param other further times
   * @return the sums
   */
  public CpuTimes plus(CpuTimes other) {
    List<Long> sums = new ArrayList<>(KINDS);
    for (int i = 0; i < KINDS; i++) {
      sums.add(ticks.get(i) + other.ticks.get(i));
    }
    return new CpuTimes(sums);
  }
}
