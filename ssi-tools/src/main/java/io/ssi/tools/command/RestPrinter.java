package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterRest.Done;
import io.ssi.tools.service.ClusterRest.Failed;
import io.ssi.tools.service.ClusterRest.Outcome;
import io.ssi.tools.verb.VerbContext;

/** What became of all applications of the cluster, as JSON and on standard error. */
final class RestPrinter {
  private RestPrinter() {}

  /** Leaves the object open. */
  static void write(JsonWriter json, Outcome outcome, String name) {
    json.beginObject().name(name).beginArray();
    for (Done one : outcome.done()) {
      json.beginObject().name("application").value(one.application().value());
      json.name("version").value(one.version());
      json.name("node").value(one.node()).endObject();
    }
    json.endArray().name("failed").beginArray();
    for (Failed one : outcome.failed()) {
      json.beginObject().name("application").value(one.application().value());
      json.name("message").value(one.why()).endObject();
    }
    json.endArray();
  }

  static void failures(VerbContext context, Outcome outcome) {
    context.flush();
    outcome
        .failed()
        .forEach(one -> context.note("ssi: application " + one.application() + ": " + one.why()));
  }
}
