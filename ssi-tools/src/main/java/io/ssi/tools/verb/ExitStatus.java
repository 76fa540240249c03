package io.ssi.tools.verb;

/**
 * How the command ends.
 *
 * @param kind by itself or as if by a signal
 * @param value exit code, or number of the signal
 */
public record ExitStatus(Kind kind, int value) {

  /** How a process can end. */
  public enum Kind {
    /** By itself; the value is the code. */
    EXITED,
    /** By a signal; the value is its number. The command ends with 128 more. */
    KILLED
  }

  /** All was done. */
  public static final ExitStatus DONE = exited(0);

  /** It was not done. */
  public static final ExitStatus FAILED = exited(1);

  /** The command line meant nothing. */
  public static final ExitStatus USAGE = exited(2);

  /** A part was done; standard error names the rest. */
  public static final ExitStatus PARTLY = exited(3);

  /** The time was over. */
  public static final ExitStatus TIMED_OUT = exited(124);

  /** The program to start cannot be executed. */
  public static final ExitStatus NOT_EXECUTABLE = exited(126);

  /** There is no program to start. */
  public static final ExitStatus NOT_FOUND = exited(127);

  /** Refuses what no process can end with. */
  public ExitStatus {
    int least = kind == Kind.EXITED ? 0 : 1;
    int most = kind == Kind.EXITED ? 255 : 64;
    if (value < least || value > most) {
      throw new IllegalArgumentException("No process ends as " + kind + " " + value);
    }
  }

  /**
   * Ends by itself.
   *
   * @param code 0 to 255
   * @return that status
   */
  public static ExitStatus exited(int code) {
    return new ExitStatus(Kind.EXITED, code);
  }

  /**
   * Ends as a program that a signal killed.
   *
   * @param signal its number
   * @return that status
   */
  public static ExitStatus killed(int signal) {
    return new ExitStatus(Kind.KILLED, signal);
  }

  /**
   * The status of a verb that acts on several things one by one.
   *
   * @param done how many were done
   * @param failed how many were not
   * @return done, partly done or failed
   */
  public static ExitStatus ofItems(int done, int failed) {
    if (failed == 0) {
      return DONE;
    }
    return done == 0 ? FAILED : PARTLY;
  }

  /**
   * What a shell sees in {@code $?}.
   *
   * @return 0 to 255
   */
  public int shellCode() {
    return kind == Kind.EXITED ? value : 128 + value;
  }
}
