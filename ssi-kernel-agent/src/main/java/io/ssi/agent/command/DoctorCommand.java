package io.ssi.agent.command;

import io.ssi.agent.doctor.Doctor;
import io.ssi.agent.doctor.Finding;
import io.ssi.tools.output.Colour;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.TableWriter;
import io.ssi.tools.output.TableWriter.Column;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code ssi doctor}: what this machine offers and lacks. */
@Command(
    name = "doctor",
    description = "Check what this machine offers and lacks, CRIU with a real dump and restore.")
public final class DoctorCommand implements Verb {
  private static final List<Column> COLUMNS =
      List.of(Column.words("CHECK"), Column.words("RESULT"), Column.words("FOUND"));

  private final LocalVerbs verbs;

  DoctorCommand(LocalVerbs verbs) {
    this.verbs = verbs;
  }

  @Override
  public ExitStatus run(VerbContext context) {
    List<Finding> findings = new Doctor(verbs.installation(), context.progress()).examine();
    boolean ready =
        findings.stream().noneMatch(finding -> finding.result() == Finding.Result.MISSING);
    if (context.isJson()) {
      writeJson(context.json(), findings, ready);
    } else {
      writeTable(context, findings, ready);
    }
    return ready ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static void writeTable(VerbContext context, List<Finding> findings, boolean ready) {
    var table = new TableWriter(COLUMNS);
    findings.forEach(
        finding -> table.row(colour(finding), finding.subject(), word(finding), finding.found()));
    table.write(context.out(), context.style());
    context.out().println();
    for (Finding finding : findings) {
      if (!finding.advice().isEmpty()) {
        context.out().println(finding.subject() + ": " + finding.advice());
      }
    }
    context
        .out()
        .println(ready ? "This machine is ready." : "This machine lacks what is marked missing.");
  }

  private static void writeJson(JsonWriter json, List<Finding> findings, boolean ready) {
    json.beginObject().name("ready").value(ready).name("checks").beginArray();
    for (Finding finding : findings) {
      json.beginObject();
      json.name("name").value(finding.subject());
      json.name("result").value(word(finding));
      json.name("found").value(finding.found());
      json.name("advice").value(finding.advice());
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }

  private static String word(Finding finding) {
    return finding.result().name().toLowerCase(Locale.ROOT);
  }

  private static Colour colour(Finding finding) {
    return switch (finding.result()) {
      case OK -> Colour.PLAIN;
      case NOTE -> Colour.WARNING;
      case MISSING -> Colour.ALARM;
    };
  }
}
