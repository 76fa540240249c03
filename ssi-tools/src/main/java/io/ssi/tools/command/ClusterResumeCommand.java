package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ClusterRest.Done;
import io.ssi.tools.service.ClusterRest.Outcome;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;

/** {@code ssi cluster resume}: brings back what was saved with the cluster. */
@Command(name = "resume", description = "Bring back every application that sleeps.")
public final class ClusterResumeCommand implements Verb {

  @Override
  public ExitStatus run(VerbContext context) {
    Permission.requireRoot(context, "resume the cluster");
    context.progress().step("bringing applications back");
    Outcome outcome = context.services().rest().resume(context.call());
    if (context.isJson()) {
      JsonWriter json = context.json();
      RestPrinter.write(json, outcome, "resumed");
      json.endObject().endDocument();
    } else {
      for (Done one : outcome.done()) {
        String what =
            one.isNews()
                ? " restarted from version " + one.version() + " on "
                : " runs already on ";
        context.out().println("application " + one.application() + what + one.node());
      }
    }
    RestPrinter.failures(context, outcome);
    return ExitStatus.ofItems(outcome.done().size(), outcome.failed().size());
  }
}
