package io.ssi.linux.procfs;

import java.util.Optional;

/** What a task is doing; the letters of {@code proc_pid_stat(5)} and of {@code ps}. */
public enum ProcessState {
  /** On a processor or waiting for one. */
  RUNNING('R'),
  /** Waits and can be woken by a signal. */
  SLEEPING('S'),
  /** Waits and cannot be woken by a signal; counts as load. */
  UNINTERRUPTIBLE('D'),
  /** Stopped by a job control signal, or by a frozen container. */
  STOPPED('T'),
  /** Stopped by a tracer. */
  TRACED('t'),
  /** Ended, not yet waited for. */
  ZOMBIE('Z'),
  /** Being removed. */
  DEAD('X'),
  /** A parked kernel thread. */
  PARKED('P'),
  /** An idle kernel thread. */
  IDLE('I');

  private final char letter;

  ProcessState(char letter) {
    this.letter = letter;
  }

  /**
   * The letter that {@code ps} shows.
   *
   * @return one ASCII letter
   */
  public char letter() {
    return letter;
  }

  /**
   * Whether the task counts in the load average: it runs, wants to run, or waits uninterruptibly.
   *
   * @return true for {@link #RUNNING} and {@link #UNINTERRUPTIBLE}
   */
  public boolean countsAsLoad() {
    return this == RUNNING || this == UNINTERRUPTIBLE;
  }

  /**
   * The state of a letter.
   *
   * @param letter as in the third field of {@code /proc/PID/stat}
   * @return the state, or empty for a letter that no kernel writes
   */
  public static Optional<ProcessState> of(char letter) {
    for (ProcessState state : values()) {
      if (state.letter == letter) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
