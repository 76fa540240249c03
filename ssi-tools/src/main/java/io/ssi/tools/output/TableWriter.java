package io.ssi.tools.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under a heading, every column as wide as its widest cell, the last one as wide as there is
 * room. Control characters in cells are shown as {@code ?}, so that a process name cannot steer a
 * terminal. For one thread.
 */
public final class TableWriter {

  /** Which side of a column its cells stand on. */
  public enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  /**
   * A column.
   *
   * @param title its heading
   * @param align where its cells stand
   */
  public record Column(String title, Align align) {

    /** A column of words. */
    public static Column words(String title) {
      return new Column(title, Align.LEFT);
    }

    /** A column of numbers. */
    public static Column numbers(String title) {
      return new Column(title, Align.RIGHT);
    }
  }

  private record Row(List<String> cells, Colour colour) {}

  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();

  /** A table without rows. */
  public TableWriter(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row; an empty cell is shown as a dash. */
  public void row(String... cells) {
    row(Colour.PLAIN, cells);
  }

  /** Adds a row in a colour. */
  public void row(Colour colour, String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.length + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(new Row(Arrays.stream(cells).map(TableWriter::printable).toList(), colour));
  }

  /**
   * Writes the heading and all rows.
   *
   * @param out where to; not flushed
   * @param style how wide, and whether in colour
   */
  public void write(PrintWriter out, Style style) {
    int[] widths = widths();
    line(out, columns.stream().map(Column::title).toList(), Colour.HEADING, widths, style);
    for (Row row : rows) {
      line(out, row.cells(), row.colour(), widths, style);
    }
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).title().length();
      for (Row row : rows) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    return widths;
  }

  private void line(PrintWriter out, List<String> cells, Colour colour, int[] widths, Style style) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String gap = " ".repeat(widths[i] - cell.length());
      boolean right = columns.get(i).align() == Align.RIGHT;
      line.append(i == 0 ? "" : " ").append(right ? gap : "").append(cell);
      // Blanks at the end of a line help nobody.
      line.append(right || i == widths.length - 1 ? "" : gap);
    }
    if (style.width() > 0 && line.length() > style.width()) {
      line.setLength(style.width());
    }
    out.write(style.colours() ? colour.around(line.toString()) : line.toString());
    out.write('\n');
  }

  private static String printable(String cell) {
    if (cell.isEmpty()) {
      return "-";
    }
    StringBuilder text = new StringBuilder(cell.length());
    cell.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return text.toString();
  }
}
