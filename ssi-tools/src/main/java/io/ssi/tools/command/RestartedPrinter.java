package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.Checkpoints.Restarted;
import io.ssi.tools.verb.VerbContext;
import java.util.Locale;

/** How an application that was brought back is shown. */
final class RestartedPrinter {
  private RestartedPrinter() {}

  static void line(VerbContext context, Restarted back) {
    String what =
        back.isNew()
            ? "started from version " + back.version() + " of application " + back.from()
            : "restarted from version " + back.version();
    context
        .out()
        .printf(
            Locale.ROOT,
            "application %s %s on %s: root process %s, %s%n",
            back.application(),
            what,
            back.node(),
            back.root(),
            Quantity.age(back.total()));
  }

  static void notes(VerbContext context, Restarted back) {
    context.flush();
    back.changedFiles()
        .forEach(file -> context.note("note: written to since the checkpoint: " + file));
  }

  static void write(JsonWriter json, Restarted back) {
    json.beginObject();
    json.name("application").value(back.application().value());
    json.name("version").value(back.version());
    if (back.isNew()) {
      json.name("from").value(back.from().value());
    }
    json.name("gpid").value(back.root().value());
    json.name("node").value(back.node());
    json.name("total_ms").value(back.total());
    json.name("changed_files").value(back.changedFiles());
    json.endObject();
  }
}
