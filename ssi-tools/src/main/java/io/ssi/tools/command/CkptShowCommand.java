package io.ssi.tools.command;

import io.ssi.membership.nodeset.NodeSet;
import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints.Lineage;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi ckpt show}: all about one checkpoint. */
@Command(name = "show", description = "Show one version of a checkpoint.")
public final class CkptShowCommand implements Verb {
  @Parameters(
      index = "0",
      paramLabel = "APPID",
      description = "The application, or a process it had.")
  String application = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Which version; the newest if not given.")
  @Nullable Integer version;

  @Override
  public ExitStatus run(VerbContext context) {
    ApplicationId id = ProcessArguments.application(application);
    CheckpointRow row =
        context.services().checkpoints().list().stream()
            .filter(one -> one.application().equals(id))
            .filter(one -> version == null || one.version() == version)
            .max(Comparator.comparingInt(CheckpointRow::version))
            .orElseThrow(() -> unknown(id));
    Lineage lineage = context.services().checkpoints().lineage(id, row.version());
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      CkptPrinter.members(json, row);
      lineage
          .from()
          .ifPresent(from -> {
            json.name("started_from").beginObject();
            json.name("application").value(from.application().value());
            json.name("version").value(from.version()).endObject();
          });
      json.name("copies").beginArray();
      lineage.copies().forEach(copy -> json.value(copy.value()));
      json.endArray();
      json.endObject().endDocument();
    } else {
      CkptPrinter.lines(context, row);
      context.out().println("Command: " + row.command().replaceAll("\\p{Cntrl}", "?"));
      context.out().println("Size: " + Quantity.bytes(row.bytes()));
      context
          .out()
          .println("Stored: " + Quantity.bytes(row.storedBytes()) + " added to each holder");
      context.out().println("Holders: " + NodeSet.fold(row.holders()));
      lineage
          .from()
          .ifPresent(from ->
              context
                  .out()
                  .println(
                      "Started from: version "
                          + from.version()
                          + " of application "
                          + from.application()));
      if (!lineage.copies().isEmpty()) {
        context
            .out()
            .println(
                "Copies: "
                    + lineage.copies().stream()
                        .map(ApplicationId::toString)
                        .collect(Collectors.joining(", ")));
      }
    }
    return ExitStatus.DONE;
  }

  private UnknownSubjectException unknown(ApplicationId id) {
    return new UnknownSubjectException(
        Kind.CHECKPOINT,
        version == null
            ? "there is no checkpoint of application " + id
            : "there is no version " + version + " of application " + id);
  }
}
