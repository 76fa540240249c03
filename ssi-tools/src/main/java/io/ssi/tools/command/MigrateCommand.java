package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.Migrations;
import io.ssi.tools.service.Migrations.MoveRequest;
import io.ssi.tools.service.Migrations.Moved;
import io.ssi.tools.service.Migrations.PhaseTime;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi migrate}: moves an application while it runs. */
@Command(name = "migrate", description = "Move an application to another node while it runs.")
public final class MigrateCommand implements Verb {
  @Option(
      names = "--dry-run",
      description = "Only say what is in the way; the application is not touched.")
  boolean dryRun;

  @Option(
      names = "--tcp-close",
      description = "Close its TCP connections to outside instead of refusing.")
  boolean tcpClose;

  @Parameters(
      index = "0",
      paramLabel = "APPID",
      description = "The application, or its root process.")
  String application = "";

  @Parameters(index = "1", paramLabel = "NODE", description = "Where it is to run.")
  String node = "";

  @Override
  public ExitStatus run(VerbContext context) {
    var target = ProcessArguments.parse(application);
    var request = new MoveRequest(target, NodeArguments.of(context).one(node).id(), tcpClose);
    Migrations migrations = context.services().migrations();
    if (dryRun) {
      return Blockers.answer(
          context,
          migrations.check(request, context.call()),
          "application " + application + " can move to " + node);
    }
    Moved moved;
    try {
      moved = migrations.migrate(request, context.call());
    } catch (NotMovableException e) {
      return Blockers.refuse(context, e);
    }
    if (context.isJson()) {
      writeJson(context.json(), moved);
    } else {
      context
          .out()
          .printf(
              Locale.ROOT,
              "application %s moved from %s to %s: %d %s, %s, stood still for %s of %s%n",
              moved.application(),
              moved.from(),
              moved.to(),
              moved.processes(),
              moved.processes() == 1 ? "process" : "processes",
              Quantity.bytes(moved.bytes()),
              Quantity.age(moved.downtime()),
              Quantity.age(moved.total()));
    }
    return ExitStatus.DONE;
  }

  private static void writeJson(JsonWriter json, Moved moved) {
    json.beginObject();
    json.name("application").value(moved.application().value());
    json.name("from").value(moved.from());
    json.name("to").value(moved.to());
    json.name("processes").value(moved.processes());
    json.name("bytes").value(moved.bytes());
    json.name("downtime_ms").value(moved.downtime());
    json.name("total_ms").value(moved.total());
    json.name("phases").beginArray();
    for (PhaseTime phase : moved.phases()) {
      json.beginObject().name("phase").value(phase.phase());
      json.name("ms").value(phase.time()).endObject();
    }
    json.endArray().endObject().endDocument();
  }
}
