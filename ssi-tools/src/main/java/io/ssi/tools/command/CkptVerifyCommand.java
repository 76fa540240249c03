package io.ssi.tools.command;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.TableWriter;
import io.ssi.tools.output.TableWriter.Column;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.Checkpoints.Copy;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi ckpt verify}: reads all copies again, and repairs what was altered. */
@Command(name = "verify", description = "Read checkpoints again, and repair what was altered.")
public final class CkptVerifyCommand implements Verb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.numbers("APP"),
          Column.numbers("VERSION"),
          Column.words("NODE"),
          Column.words("STATE"),
          Column.words("DETAIL"));

  @Parameters(paramLabel = "APPID", arity = "0..*", description = "Only those of these.")
  List<String> named = List.of();

  private record Line(CheckpointRow row, Copy copy) {
    private String state() {
      return copy.state().name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public ExitStatus run(VerbContext context) {
    Set<ApplicationId> only =
        named.stream().map(ProcessArguments::application).collect(Collectors.toSet());
    Checkpoints checkpoints = context.services().checkpoints();
    List<Line> lines = new ArrayList<>();
    for (CheckpointRow row : checkpoints.list()) {
      if (only.isEmpty() || only.contains(row.application())) {
        checkpoints
            .verify(row.application(), row.version(), context.call())
            .forEach(copy -> lines.add(new Line(row, copy)));
      }
    }
    if (context.isJson()) {
      writeJson(context.json(), lines);
    } else {
      TableWriter table = new TableWriter(COLUMNS);
      for (Line line : lines) {
        table.row(
            line.row().application().toString(),
            Integer.toString(line.row().version()),
            line.copy().node(),
            line.state(),
            line.copy().detail());
      }
      table.write(context.out(), context.style());
    }
    boolean anyBad = lines.stream().anyMatch(line -> isBad(line.copy()));
    boolean anyGood = lines.stream().anyMatch(line -> !isBad(line.copy()));
    return anyBad ? (anyGood ? ExitStatus.PARTLY : ExitStatus.FAILED) : ExitStatus.DONE;
  }

  private static boolean isBad(Copy copy) {
    return switch (copy.state()) {
      case WHOLE, REPAIRED -> false;
      case DAMAGED, UNREACHABLE -> true;
    };
  }

  private static void writeJson(JsonWriter json, List<Line> lines) {
    json.beginObject().name("copies").beginArray();
    for (Line line : lines) {
      json.beginObject();
      json.name("application").value(line.row().application().value());
      json.name("version").value(line.row().version());
      json.name("node").value(line.copy().node());
      json.name("state").value(line.state());
      json.name("detail").value(line.copy().detail());
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }
}
