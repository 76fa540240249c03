package io.ssi.tools.top.view;

import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.top.model.TopRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The columns of the table of processes. All but the last have a width; at 80 columns the command
 * gets what is left, about twenty.
 *
 * @param user width of the user's name
 * @param node width of the node's name
 * @param columns of the whole; 0 for as many as it takes
 */
record TopColumns(int user, int node, int columns) {
  private static final int GPID = 10;
  private static final int NARROW = 8;
  private static final int WIDE = 16;
  private static final int ROOMY = 120;
  private static final int CPU = 5;
  private static final int MEMORY = 4;
  private static final int RESIDENT = 5;
  private static final int TIME = 8;
  private static final int APPLICATION = 5;

  /** Wide enough for these rows, and not wider than there is room for. */
  static TopColumns of(List<TopRow> rows, int columns) {
    int most = columns == 0 || columns >= ROOMY ? WIDE : NARROW;
    int user = "USER".length();
    int node = "NODE".length();
    for (TopRow row : rows) {
      user = Math.max(user, row.process().user().length());
      node = Math.max(node, row.process().node().length());
    }
    return new TopColumns(Math.min(user, most), Math.min(node, most), columns);
  }

  String titles() {
    return line(
        Cells.right("GPID", GPID),
        Cells.left("USER", user),
        Cells.left("NODE", node),
        "S",
        Cells.right("%CPU", CPU),
        Cells.right("%MEM", MEMORY),
        Cells.right("RES", RESIDENT),
        Cells.right("TIME+", TIME),
        Cells.right("APP", APPLICATION),
        "COMMAND");
  }

  String row(TopRow row) {
    ProcessRow process = row.process();
    return line(
        Cells.right(process.gpid().toString(), GPID),
        Cells.left(process.user(), user),
        Cells.left(process.node(), node),
        String.valueOf(process.state()),
        Cells.right(percent(row.cpuPercent(), CPU), CPU),
        Cells.right(percent(process.memoryPercent(), MEMORY), MEMORY),
        Cells.right(Quantity.bytes(process.rssBytes()), RESIDENT),
        Cells.right(time(process.time()), TIME),
        Cells.right(process.application().map(Object::toString).orElse("-"), APPLICATION),
        Cells.printable(process.command()));
  }

  private String line(String... cells) {
    return Cells.line(String.join(" ", cells), columns);
  }

  /** With a digit behind the point if there is room for it. */
  private static String percent(double percent, int width) {
    String text = Quantity.percent(percent);
    return text.length() > width ? String.format(Locale.ROOT, "%.0f", percent) : text;
  }

  /** As top(1) has it: minutes, seconds and their hundredths, and less of it when it gets long. */
  static String time(Duration time) {
    String text =
        String.format(
            Locale.ROOT,
            "%d:%02d.%02d",
            time.toMinutes(),
            time.toSecondsPart(),
            time.toMillisPart() / 10);
    if (text.length() <= TIME) {
      return text;
    }
    String minutes = Quantity.cpuTime(time);
    return minutes.length() <= TIME ? minutes : time.toHours() + "h";
  }
}
