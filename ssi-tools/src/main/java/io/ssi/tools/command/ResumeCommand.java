package io.ssi.tools.command;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Processes;
import io.ssi.tools.service.VerbCall;
import io.ssi.tools.verb.EachTarget;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi resume}: lets suspended applications run on. */
@Command(name = "resume", description = "Let suspended applications run on.")
public final class ResumeCommand implements Verb {
  @Parameters(
      paramLabel = "APPID",
      arity = "1..*",
      description = "Applications by id, or by any of their processes.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    VerbCall call = context.call();
    Processes processes = context.services().processes();
    EachTarget.Outcome outcome =
        EachTarget.run(named.stream().map(text -> target(text, processes, call)).toList());
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      outcome.write(json, "resumed");
      json.endObject().endDocument();
    }
    return outcome.report(context);
  }

  private static EachTarget.Target target(String text, Processes processes, VerbCall call) {
    ApplicationId id = ProcessArguments.application(text);
    return new EachTarget.Target(text, () -> processes.resume(id, call));
  }
}
