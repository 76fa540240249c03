package io.ssi.tools.command;

import io.ssi.tools.output.Quantity;
import io.ssi.tools.output.TableWriter.Align;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.service.UsageException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A column that {@code ssi ps} can show. */
enum PsColumn {
  GPID("GPID", Align.RIGHT),
  APP("APP", Align.RIGHT),
  NODE("NODE", Align.LEFT),
  PID("PID", Align.RIGHT),
  PPID("PPID", Align.RIGHT),
  USER("USER", Align.LEFT),
  UID("UID", Align.RIGHT),
  STAT("STAT", Align.LEFT),
  CPU("%CPU", Align.RIGHT),
  MEM("%MEM", Align.RIGHT),
  RSS("RSS", Align.RIGHT),
  TIME("TIME", Align.RIGHT),
  START("START", Align.LEFT),
  COMMAND("COMMAND", Align.LEFT);

  static final List<PsColumn> DEFAULT =
      List.of(GPID, APP, NODE, PID, USER, STAT, CPU, MEM, RSS, TIME, COMMAND);

  private final String title;
  private final Align align;

  PsColumn(String title, Align align) {
    this.title = title;
    this.align = align;
  }

  String title() {
    return title;
  }

  Align align() {
    return align;
  }

  String cell(ProcessRow row, ZoneId zone) {
    return switch (this) {
      case GPID -> row.gpid().toString();
      case APP -> row.application().map(Object::toString).orElse("");
      case NODE -> row.node();
      case PID -> Integer.toString(row.pid());
      case PPID -> row.parent().map(Object::toString).orElse("");
      case USER -> row.user();
      case UID -> Integer.toString(row.uid());
      case STAT -> String.valueOf(row.state());
      case CPU -> Quantity.percent(row.cpuPercent());
      case MEM -> Quantity.percent(row.memoryPercent());
      case RSS -> Quantity.bytes(row.rssBytes());
      case TIME -> Quantity.cpuTime(row.time());
      case START -> Quantity.date(row.start(), zone);
      case COMMAND -> row.command();
    };
  }

  /** Reads {@code gpid,node,%cpu}; case does not matter, nor does the percent sign. */
  static List<PsColumn> parse(String text) {
    List<PsColumn> columns = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      String plain = word.strip().toUpperCase(Locale.ROOT);
      columns.add(
          List.of(values()).stream()
              .filter(c -> c.title.equals(plain) || c.name().equals(plain))
              .findFirst()
              .orElseThrow(() -> unknown(word)));
    }
    return columns;
  }

  private static UsageException unknown(String word) {
    List<String> titles = List.of(values()).stream().map(PsColumn::title).toList();
    return new UsageException(
        "'" + word + "' is no column; there are " + String.join(", ", titles));
  }
}
