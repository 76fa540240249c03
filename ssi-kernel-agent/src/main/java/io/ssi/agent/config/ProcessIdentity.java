package io.ssi.agent.config;

/**
 * A process of the machine, told apart from a later one with the same number.
 *
 * @param pid as the machine's own pid namespace numbers it
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks from boot to its start (man 5
 *     proc)
 */
public record ProcessIdentity(int pid, long startTicks) {

  /** Refuses what no process has. */
  public ProcessIdentity {
    if (pid <= 0 || startTicks < 0) {
      throw new IllegalArgumentException(
          "no process has the pid " + pid + " and the start time " + startTicks);
    }
  }

  /**
   * Reads {@code PID:TICKS}.
   *
   * @param text as {@link #toString()} writes it
   * @return the identity
   * @throws IllegalArgumentException if the text has another form
   */
  public static ProcessIdentity parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("\"" + text + "\" is not PID:TICKS");
    }
    return new ProcessIdentity(Integers.parse(parts[0]), Integers.parseLong(parts[1]));
  }

  @Override
  public String toString() {
    return pid + ":" + startTicks;
  }
}
