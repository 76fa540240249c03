package io.ssi.tools.top.screen;

/**
 * How much a terminal shows.
 *
 * @param rows lines, at least one
 * @param columns columns, at least one
 */
public record ScreenSize(int rows, int columns) {

  /** Of a terminal that does not tell its size, 24 lines of 80 columns. */
  public static ScreenSize of(int rows, int columns) {
    return new ScreenSize(rows > 0 ? rows : 24, columns > 0 ? columns : 80);
  }
}
