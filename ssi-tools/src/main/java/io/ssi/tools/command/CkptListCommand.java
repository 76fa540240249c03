package io.ssi.tools.command;

import io.ssi.membership.nodeset.NodeSet;
import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.output.TableWriter;
import io.ssi.tools.output.TableWriter.Column;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints.Missed;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi ckpt list}: the checkpoints that there are. */
@Command(name = "list", description = "List the checkpoints.")
public final class CkptListCommand implements Verb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.numbers("APP"),
          Column.numbers("VERSION"),
          Column.words("DATE"),
          Column.numbers("SIZE"),
          Column.numbers("STORED"),
          Column.words("HOLDERS"),
          Column.words("DESCRIPTION"),
          Column.words("COMMAND"));

  @Parameters(paramLabel = "APPID", arity = "0..*", description = "Only those of these.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    Set<ApplicationId> only =
        named.stream().map(ProcessArguments::application).collect(Collectors.toSet());
    List<CheckpointRow> rows =
        context.services().checkpoints().list().stream()
            .filter(row -> only.isEmpty() || only.contains(row.application()))
            .toList();
    List<Missed> missed =
        context.services().checkpoints().missed().stream()
            .filter(one -> only.isEmpty() || only.contains(one.application()))
            .toList();
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject().name("checkpoints").beginArray();
      for (CheckpointRow row : rows) {
        json.beginObject();
        CkptPrinter.members(json, row);
        json.endObject();
      }
      json.endArray().name("missed").beginArray();
      for (Missed one : missed) {
        json.beginObject().name("application").value(one.application().value());
        json.name("date").value(one.at());
        json.name("every_ms").value(one.every());
        json.name("message").value(one.why()).endObject();
      }
      json.endArray().endObject().endDocument();
      return ExitStatus.DONE;
    }
    TableWriter table = new TableWriter(COLUMNS);
    for (CheckpointRow row : rows) {
      table.row(
          row.application().toString(),
          Integer.toString(row.version()),
          Quantity.date(row.date(), context.zone()),
          Quantity.bytes(row.bytes()),
          Quantity.bytes(row.storedBytes()),
          NodeSet.fold(row.holders()),
          row.description(),
          row.command());
    }
    table.write(context.out(), context.style());
    context.flush();
    missed.forEach(one -> context.note(line(one, context)));
    return ExitStatus.DONE;
  }

  private static String line(Missed one, VerbContext context) {
    return "note: application "
        + one.application()
        + " was not saved at "
        + Quantity.date(one.at(), context.zone())
        + ": "
        + one.why()
        + "; tried again after "
        + Quantity.age(one.every());
  }
}
