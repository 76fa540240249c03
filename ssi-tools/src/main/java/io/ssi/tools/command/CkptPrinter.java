package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.verb.VerbContext;

/** How a checkpoint is shown. */
final class CkptPrinter {
  private CkptPrinter() {}

  /** The four lines that Kerrighed printed. */
  static void lines(VerbContext context, CheckpointRow row) {
    context.out().println("Identifier: " + row.application());
    context.out().println("Version: " + row.version());
    context.out().println("Description: " + row.description().replaceAll("\\p{Cntrl}", "?"));
    context.out().println("Date: " + Quantity.date(row.date(), context.zone()));
  }

  /** What every document about a checkpoint has; inside an open object. */
  static void members(JsonWriter json, CheckpointRow row) {
    json.name("application").value(row.application().value());
    json.name("version").value(row.version());
    json.name("description").value(row.description());
    json.name("date").value(row.date());
    json.name("command").value(row.command());
    json.name("bytes").value(row.bytes());
    json.name("stored_bytes").value(row.storedBytes());
    json.name("holders").value(row.holders());
  }
}
