package io.ssi.tools.verb;

/**
 * What the caller's standard streams are.
 *
 * @param input whether standard input is a terminal
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal
 * @param rows lines of the terminal; 0 if not known
 * @param columns columns of the terminal; 0 if not known
 */
public record Terminal(boolean input, boolean output, boolean error, int rows, int columns) {

  /** No stream is a terminal. */
  public static final Terminal NONE = new Terminal(false, false, false, 0, 0);
}
