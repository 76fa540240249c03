package io.ssi.memory;

/**
 * The kernel's load average, see {@code kernel/sched/loadavg.c}: an exponentially damped moving
 * average in fixed point, so that the same samples give the same numbers as the kernel prints.
 *
 * @param fixed1 load of the last minute, in 1/2048
 * @param fixed5 load of the last five minutes, in 1/2048
 * @param fixed15 load of the last fifteen minutes, in 1/2048
 */
public record LoadAverage(long fixed1, long fixed5, long fixed15) {

  /** Seconds between two samples; the factors below hold for this alone. */
  public static final int SAMPLE_SECONDS = 5;

  /** No load. */
  public static final LoadAverage ZERO = new LoadAverage(0, 0, 0);

  private static final int SHIFT = 11;
  private static final long ONE = 1L << SHIFT;
  private static final long FACTOR_1 = 1884;
  private static final long FACTOR_5 = 2014;
  private static final long FACTOR_15 = 2037;

  /**
   * The average after one more sample.
   *
   * @param active tasks that run, want to, or wait uninterruptibly
   * @return the new average
   */
  public LoadAverage next(long active) {
    long fixed = active * ONE;
    return new LoadAverage(
        damp(fixed1, FACTOR_1, fixed),
        damp(fixed5, FACTOR_5, fixed),
        damp(fixed15, FACTOR_15, fixed));
  }

  // Rounds up while the load rises, as the kernel does, so that a steady load is reached.
  private static long damp(long load, long factor, long active) {
    long next = load * factor + active * (ONE - factor);
    return (active >= load ? next + ONE - 1 : next) / ONE;
  }

  /**
   * A load in hundredths, rounded as the kernel prints it.
   *
   * @param fixed in 1/2048
   * @return in 1/100
   */
  public static long hundredths(long fixed) {
    long rounded = fixed + ONE / 200;
    return (rounded >> SHIFT) * 100 + (((rounded & (ONE - 1)) * 100) >> SHIFT);
  }
}
