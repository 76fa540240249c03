package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Applications.Started;

/** An application that was started, as JSON. */
final class StartedJson {
  private StartedJson() {}

  static void write(JsonWriter json, Started started) {
    json.beginObject();
    json.name("gpid").value(started.root().value());
    json.name("application").value(started.application().value());
    json.name("node").value(started.node());
    json.endObject();
  }
}
