package io.ssi.linux;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A signal, 1 to 64, by its number on x86-64 and most other machines: signal(7).
 *
 * @param number 1..64; 32 and 33 belong to the C library
 */
public record Signal(int number) implements Comparable<Signal> {
  private static final int FIRST_REAL_TIME = 34;
  private static final int LAST = 64;
  private static final int MIDDLE_REAL_TIME = 49;
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  /** The terminal was closed, or: read your configuration again. */
  public static final Signal HUP = new Signal(1);

  /** Control-C. */
  public static final Signal INT = new Signal(2);

  /** Control-backslash. */
  public static final Signal QUIT = new Signal(3);

  /** Cannot be caught. */
  public static final Signal KILL = new Signal(9);

  /** For the program's own use. */
  public static final Signal USR1 = new Signal(10);

  /** For the program's own use. */
  public static final Signal USR2 = new Signal(12);

  /** Nobody reads the pipe. */
  public static final Signal PIPE = new Signal(13);

  /** Please end. */
  public static final Signal TERM = new Signal(15);

  /** A child changed its state. */
  public static final Signal CHLD = new Signal(17);

  /** Go on. */
  public static final Signal CONT = new Signal(18);

  /** Stop; cannot be caught. */
  public static final Signal STOP = new Signal(19);

  /** Control-Z. */
  public static final Signal TSTP = new Signal(20);

  /** The terminal's window has another size. */
  public static final Signal WINCH = new Signal(28);

  /** Refuses what is not a signal, 0 included. */
  public Signal {
    if (number < 1 || number > LAST) {
      throw new IllegalArgumentException("A signal is a number from 1 to 64, not " + number);
    }
  }

  /** The nth real-time signal, counted from 0 as in {@code SIGRTMIN+n}. */
  public static Signal realTime(int n) {
    if (n < 0 || n > LAST - FIRST_REAL_TIME) {
      throw new IllegalArgumentException("There is no signal RTMIN+" + n);
    }
    return new Signal(FIRST_REAL_TIME + n);
  }

  /** The name without SIG: {@code TERM}, {@code RTMIN+1}, {@code RTMAX-2}; 32 and 33 have none. */
  public String name() {
    if (number <= NAMES.size()) {
      return NAMES.get(number - 1);
    }
    if (number < FIRST_REAL_TIME) {
      return Integer.toString(number);
    }
    if (number > MIDDLE_REAL_TIME) {
      return number == LAST ? "RTMAX" : "RTMAX-" + (LAST - number);
    }
    return number == FIRST_REAL_TIME ? "RTMIN" : "RTMIN+" + (number - FIRST_REAL_TIME);
  }

  /**
   * Reads {@code TERM}, {@code SIGTERM}, {@code 15}, {@code RTMIN+1}, {@code RTMAX-1} in any case.
   *
   * @return empty if it names no signal
   */
  public static Optional<Signal> parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String word = upper.startsWith("SIG") ? upper.substring(3) : upper;
    if (upper.matches("\\d{1,2}")) {
      return inRange(Integer.parseInt(upper), 1);
    }
    if (word.matches("RTMIN(\\+\\d{1,2})?")) {
      return inRange(FIRST_REAL_TIME + offset(word), FIRST_REAL_TIME);
    }
    if (word.matches("RTMAX(-\\d{1,2})?")) {
      return inRange(LAST - offset(word), FIRST_REAL_TIME);
    }
    String modern =
        switch (word) {
          case "CLD" -> "CHLD";
          case "IOT" -> "ABRT";
          case "POLL" -> "IO";
          default -> word;
        };
    return inRange(NAMES.indexOf(modern) + 1, 1);
  }

  @Override
  public int compareTo(Signal other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "SIG" + name();
  }

  private static int offset(String word) {
    return word.length() == 5 ? 0 : Integer.parseInt(word.substring(6));
  }

  private static Optional<Signal> inRange(int number, int lowest) {
    return number >= lowest && number <= LAST ? Optional.of(new Signal(number)) : Optional.empty();
  }
}
