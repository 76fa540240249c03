package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterRest.Done;
import io.ssi.tools.service.ClusterRest.Outcome;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssi cluster suspend}: saves and ends all applications, and stops all agents. */
@Command(name = "suspend", description = "Save and end every application, and stop every agent.")
public final class ClusterSuspendCommand implements Verb {
  @Option(
      names = "--force",
      description = "Also if some cannot be saved; those are ended and lost.")
  boolean force;

  @Override
  public ExitStatus run(VerbContext context) {
    Permission.requireRoot(context, "suspend the cluster");
    context.progress().step("saving all applications");
    Outcome outcome = context.services().rest().suspend(force, context.call());
    if (context.isJson()) {
      JsonWriter json = context.json();
      RestPrinter.write(json, outcome, "suspended");
      json.name("stopped").value(outcome.isDone());
      json.endObject().endDocument();
    } else {
      for (Done one : outcome.done()) {
        context
            .out()
            .println(
                "application "
                    + one.application()
                    + " saved as version "
                    + one.version()
                    + " on "
                    + one.node());
      }
    }
    RestPrinter.failures(context, outcome);
    if (!outcome.isDone()) {
      context.note("ssi: the cluster was not suspended; everything runs on");
      return ExitStatus.FAILED;
    }
    context.note("the agents stop now; start them again and say: ssi cluster resume");
    return outcome.failed().isEmpty() ? ExitStatus.DONE : ExitStatus.PARTLY;
  }
}
