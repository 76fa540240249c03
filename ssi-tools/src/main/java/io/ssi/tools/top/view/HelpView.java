package io.ssi.tools.top.view;

import io.ssi.tools.top.screen.ScreenLine;
import io.ssi.tools.top.screen.ScreenLine.Look;
import io.ssi.tools.top.screen.ScreenSize;
import java.util.ArrayList;
import java.util.List;

/** What the keys do. */
public final class HelpView {
  private static final List<String> KEYS =
      List.of(
          "P M T N n U   sort by cpu, memory, time, gpid, node, user; again: reversed",
          "R             reverse the order",
          "up down ...   select a process; page up, page down, home, end",
          "/ o           only commands with a text in them",
          "u             only processes of a user",
          "w             only nodes of a set, such as node[1-3]; others are not asked",
          "a             only processes of applications, or all",
          "=             without any of these filters",
          "1             a line for each node, or not",
          "k             send a signal to a process",
          "m             move an application to another node",
          "d s           seconds between two looks",
          "space         look now",
          "Control-L     draw everything anew",
          "Control-Z     stop; fg goes on",
          "q Control-C   leave");

  private HelpView() {}

  /**
   * A screenful of help.
   *
   * @param size of the screen
   * @return its lines
   */
  public static List<ScreenLine> lines(ScreenSize size) {
    List<ScreenLine> lines = new ArrayList<>();
    lines.add(new ScreenLine("Keys of ssi top; any key goes back", Look.STRONG));
    lines.add(ScreenLine.plain(""));
    KEYS.forEach(line -> lines.add(ScreenLine.plain(Cells.line(line, size.columns()))));
    return lines.subList(0, Math.min(lines.size(), size.rows()));
  }
}
