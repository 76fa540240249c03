package io.ssi.pid.message;

/**
 * The terminal of a program in the foreground.
 *
 * @param rows its lines; 0 if not known
 * @param columns its columns; 0 if not known
 * @param errorsApart whether standard error is a pipe of its own, and not the terminal
 */
public record RunTerminal(int rows, int columns, boolean errorsApart) {
  private static final int MOST = 65535;

  /** Refuses sizes that no terminal has. */
  public RunTerminal {
    if (rows < 0 || rows > MOST || columns < 0 || columns > MOST) {
      throw new IllegalArgumentException(
          "A terminal has 0 to 65535 rows and columns, not " + rows + " and " + columns);
    }
  }
}
