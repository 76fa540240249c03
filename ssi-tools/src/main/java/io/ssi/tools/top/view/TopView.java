package io.ssi.tools.top.view;

import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.ScreenLine;
import io.ssi.tools.top.screen.ScreenLine.Look;
import io.ssi.tools.top.screen.ScreenSize;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole screen, and the whole text of a look for those who have none. */
public final class TopView {
  private static final int LINES_ABOVE = 3;

  private TopView() {}

  /**
   * Where on the screen something stands.
   *
   * @param lines of the screen
   * @param input the index of the line for messages and questions
   * @param height how many processes have room
   */
  public record Laid(List<ScreenLine> lines, int input, int height) {}

  /**
   * A screenful.
   *
   * @param picture what there is
   * @param wish what is wanted of it
   * @param table its processes, in order
   * @param place which of them are shown
   * @param message a message or a question, between header and table
   * @param frame size, and the zone that the time is told in
   * @return lines that fit the size
   */
  public static Laid screen(
      Picture picture, Wish wish, List<TopRow> table, Place place, String message, Frame frame) {
    ScreenSize size = frame.size();
    List<ScreenLine> lines = new ArrayList<>();
    int most = Math.max(1, (size.rows() - LINES_ABOVE) / 3);
    HeaderView.lines(picture, wish, frame.zone(), most)
        .forEach(line -> lines.add(cut(line, size.columns())));
    int input = lines.size();
    lines.add(
        ScreenLine.plain(Cells.line(message.isEmpty() ? state(wish) : message, size.columns())));
    TopColumns columns = TopColumns.of(table, size.columns());
    lines.add(new ScreenLine(Cells.whole(columns.titles(), size.columns()), Look.TITLE));
    int height = Math.max(1, size.rows() - lines.size());
    int first = place.first(table, height);
    int selected = place.index(table);
    for (int i = first; i < Math.min(table.size(), first + height); i++) {
      Look look = table.get(i).old() ? Look.OLD : Look.PLAIN;
      String text = columns.row(table.get(i));
      lines.add(
          i == selected
              ? new ScreenLine(Cells.whole(text, size.columns()), Look.SELECTED)
              : new ScreenLine(text, look));
    }
    return new Laid(lines.subList(0, Math.min(lines.size(), size.rows())), input, height);
  }

  /**
   * The text of one look, for pipes and files.
   *
   * @param picture what there is
   * @param wish what is wanted of it
   * @param columns where lines are cut; 0 for nowhere
   * @param zone the zone that the time is told in
   * @return lines without any control character
   */
  public static List<String> text(Picture picture, Wish wish, int columns, ZoneId zone) {
    List<TopRow> table = wish.rows(picture);
    List<String> lines = new ArrayList<>();
    HeaderView.lines(picture, wish, zone, Integer.MAX_VALUE)
        .forEach(line -> lines.add(Cells.line(line.text(), columns)));
    lines.add("");
    TopColumns layout = TopColumns.of(table, columns);
    lines.add(layout.titles());
    table.forEach(row -> lines.add(layout.row(row)));
    return lines;
  }

  /**
   * What the screen is shown in.
   *
   * @param size of the terminal
   * @param zone of the caller
   */
  public record Frame(ScreenSize size, ZoneId zone) {}

  private static ScreenLine cut(ScreenLine line, int columns) {
    return new ScreenLine(Cells.line(line.text(), columns), line.look());
  }

  /** What is shown, and that there is help. */
  private static String state(Wish wish) {
    StringBuilder text = new StringBuilder("by ").append(wish.sort().word());
    text.append(wish.reversed() ? " reversed" : "");
    text.append(String.format(Locale.ROOT, ", every %s s", seconds(wish)));
    wish.text().ifPresent(part -> text.append(", with '").append(part).append('\''));
    wish.user().ifPresent(user -> text.append(", of ").append(user));
    wish.nodes().ifPresent(nodes -> text.append(", on ").append(nodes));
    text.append(wish.applications() ? ", applications only" : "");
    return Cells.printable(text.append("; ? helps").toString());
  }

  private static String seconds(Wish wish) {
    double seconds = wish.interval().toMillis() / 1000.0;
    return seconds == Math.rint(seconds)
        ? String.format(Locale.ROOT, "%.0f", seconds)
        : Double.toString(seconds);
  }
}
