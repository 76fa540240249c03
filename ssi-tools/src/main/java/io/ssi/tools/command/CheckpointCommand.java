package io.ssi.tools.command;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.Checkpoints.SaveRequest;
import io.ssi.tools.service.Checkpoints.Taken;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.TimeSpan;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi checkpoint}, also {@code SSI-appli-ckpt}: saves an application. */
@Command(name = "checkpoint", description = "Save an application as a new version.")
public final class CheckpointCommand implements Verb {
  @Option(
      names = "--dry-run",
      description = "Only say what is in the way; the application is not touched.")
  boolean dryRun;

  @Option(
      names = {"-k", "--kill"},
      description = "End the application once it is saved.")
  boolean kill;

  @Option(
      names = {"-d", "--description"},
      paramLabel = "TEXT",
      description = "What to remember this version by.")
  String description = "";

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N versions, this one included, and delete the others.")
  @Nullable Integer keep;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Save it again and again from now on, such as every 10m; 0 for no more.")
  @Nullable Duration every;

  @Mixin Callbacks callbacks = new Callbacks();

  @Parameters(paramLabel = "APPID", description = "The application, or any of its processes.")
  String application = "";

  @Override
  public ExitStatus run(VerbContext context) {
    if (keep != null && keep < 1) {
      throw new UsageException("--keep takes a number from 1, not " + keep);
    }
    if (every != null) {
      callbacks.refuse("--every");
      return repeat(context, every);
    }
    var request = new SaveRequest(ProcessArguments.parse(application), description, kill);
    if (dryRun) {
      return Blockers.answer(
          context,
          context.services().checkpoints().checkSaving(request, context.call()),
          "application " + application + " can be saved");
    }
    Taken taken;
    try {
      taken =
          callbacks.around(
              context,
              "checkpoint",
              application,
              () -> context.services().checkpoints().checkpoint(request, context.call()),
              made -> made.row().version());
    } catch (NotMovableException e) {
      return Blockers.refuse(context, e);
    }
    if (keep != null) {
      deleteOlder(context, taken.row().application(), keep);
    }
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      CkptPrinter.members(json, taken.row());
      json.name("processes").value(taken.processes());
      json.name("frozen_ms").value(taken.frozen());
      json.name("total_ms").value(taken.total());
      json.endObject().endDocument();
    } else {
      CheckpointRow row = taken.row();
      CkptPrinter.lines(context, row);
    }
    return callbacks.status();
  }

  private ExitStatus repeat(VerbContext context, Duration time) {
    if (kill || dryRun || !description.isEmpty()) {
      throw new UsageException("--every goes with --keep only");
    }
    Optional<Repetition> repetition =
        time.isZero()
            ? Optional.empty()
            : Optional.of(new Repetition(time, keep == null ? 0 : keep));
    ApplicationId id =
        context
            .services()
            .checkpoints()
            .repeat(ProcessArguments.parse(application), repetition, context.call());
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      json.name("application").value(id.value());
      json.name("every_ms").value(time);
      json.endObject().endDocument();
    } else {
      context
          .out()
          .println(
              "application "
                  + id
                  + (time.isZero()
                      ? " is not saved by itself any more"
                      : " is saved every " + Quantity.age(time)));
    }
    return ExitStatus.DONE;
  }

  private static void deleteOlder(VerbContext context, ApplicationId id, int keep) {
    Checkpoints checkpoints = context.services().checkpoints();
    List<CheckpointRow> rows =
        checkpoints.list().stream().filter(row -> row.application().equals(id)).toList();
    List<Integer> expired = new Retention(keep, Optional.empty()).expired(rows, checkpoints.now());
    if (!expired.isEmpty()) {
      checkpoints.delete(id, expired, context.call());
    }
  }
}
