package io.ssi.pid.message;

import java.util.Arrays;

/**
 * How far a run in the foreground has come, while nothing of it moves: what the agent of its
 * program has of every stream besides what is in the program's pipes. Whoever has this and the
 * pipes goes on with the run as if it had never stopped. Counts of bytes are from its beginning.
 *
 * @param token names the run, for its caller who comes back; empty if the program has none
 * @param caller who has it, for others who ask; empty if nobody has
 * @param leaving what becomes of the program when the caller is gone
 * @param signals how many signals of the caller were taken
 * @param input what it reads
 * @param output what it prints
 * @param errors what it complains
 */
public record RunState(
    String token,
    String caller,
    Leaving leaving,
    int signals,
    Input input,
    Output output,
    Output errors) {

  /** A program that nobody has. */
  public static final RunState NOBODY = begun("", "", Leaving.STAY);

  /**
   * Of what the program reads.
   *
   * @param pending what came for it and is not in its pipe yet
   * @param received how much has come
   * @param granted for how much room was given after the first
   * @param ended whether the caller has said that nothing follows
   * @param isEndGiven whether the program was told so
   */
  public record Input(
      byte[] pending, long received, long granted, boolean ended, boolean isEndGiven) {}

  /**
   * Of what the program writes.
   *
   * @param untaken what was sent last, and not taken as far as is known
   * @param sent how much was sent
   * @param unsent what came out of a terminal and was not sent
   * @param isRefused whether the caller takes no more
   */
  public record Output(byte[] untaken, long sent, byte[] unsent, boolean isRefused) {
    private static final Output NONE = new Output(new byte[0], 0, new byte[0], false);

    /**
     * The same when more has come out of the terminal.
     *
     * @param more what comes after all that is known
     * @return with that
     */
    public Output and(byte[] more) {
      return new Output(untaken, sent, joined(unsent, more), isRefused);
    }

    /**
     * All that the caller may not have got.
     *
     * @return what was not taken, and what was not sent
     */
    public byte[] rest() {
      return joined(untaken, unsent);
    }

    private static byte[] joined(byte[] first, byte[] second) {
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }

    /**
     * How much of it was taken.
     *
     * @return as far as is known
     */
    public long taken() {
      return sent - untaken.length;
    }
  }

  /**
   * A run that begins.
   *
   * @param token names it
   * @param caller who has it
   * @param leaving what becomes of it when the caller is gone
   * @return with nothing under way
   */
  public static RunState begun(String token, String caller, Leaving leaving) {
    return new RunState(
        token,
        caller,
        leaving,
        0,
        new Input(new byte[0], 0, 0, false, false),
        Output.NONE,
        Output.NONE);
  }

  /**
   * The same when more has come out of the program's terminal.
   *
   * @param more what comes after all that is known
   * @return with that
   */
  public RunState withOutput(byte[] more) {
    return new RunState(token, caller, leaving, signals, input, output.and(more), errors);
  }

  /**
   * Whether somebody has it, or had it a moment ago and may come back.
   *
   * @return false for a program whose output goes to its log
   */
  public boolean hasCaller() {
    return !token.isEmpty();
  }
}
