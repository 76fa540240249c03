package io.ssi.agent.demo.program;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the program knows of itself; always the same number of bytes, so that the file can be
 * rewritten in place.
 *
 * @param sequence the last number that it wrote
 * @param pid its own pid
 * @param longestGapMillis the longest time that it could not run, by the wall clock
 * @param rounds how often it has verified a block of its memory
 * @param corrupt how many blocks were not as it had left them
 */
public record LedgerState(
    long sequence, long pid, long longestGapMillis, long rounds, long corrupt) {
  private static final Pattern FORM =
      Pattern.compile(
          "sequence=(\\d{12}) pid=(\\d{8}) longest_gap_ms=(\\d{8}) rounds=(\\d{12}) corrupt=(\\d{8})\n");

  /**
   * Writes it.
   *
   * @return one line
   */
  public String format() {
    return String.format(
        Locale.ROOT,
        "sequence=%012d pid=%08d longest_gap_ms=%08d rounds=%012d corrupt=%08d%n",
        sequence,
        pid,
        longestGapMillis,
        rounds,
        corrupt);
  }

  /**
   * Reads it.
   *
   * @param line as {@link #format} wrote it
   * @return the state
   * @throws IllegalArgumentException if it is anything else
   */
  public static LedgerState parse(String line) {
    Matcher matcher = FORM.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not the state of a ledger: " + line);
    }
    return new LedgerState(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        Long.parseLong(matcher.group(4)),
        Long.parseLong(matcher.group(5)));
  }
}
