package io.ssi.tools.command;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.CheckpointRow;
import io.ssi.tools.service.Checkpoints;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.TimeSpan;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi ckpt rm}: deletes versions of an application. */
@Command(name = "rm", description = "Delete versions of a checkpoint.")
public final class CkptRmCommand implements Verb {
  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N versions and delete the others.")
  @Nullable Integer keep;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Delete the versions that are older, such as 12h or 7d.")
  @Nullable Duration olderThan;

  @Option(names = "--all", description = "Delete all versions.")
  boolean all;

  @Parameters(
      index = "0",
      paramLabel = "APPID",
      description = "The application, or a process it had.")
  String application = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VERSION",
      description = "Which versions.")
  List<Integer> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    ApplicationId id = ProcessArguments.application(application);
    Checkpoints checkpoints = context.services().checkpoints();
    List<CheckpointRow> rows =
        checkpoints.list().stream().filter(row -> row.application().equals(id)).toList();
    List<Integer> going = going(id, rows, checkpoints);
    if (!going.isEmpty()) {
      checkpoints.delete(id, going, context.call());
    }
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      json.name("application").value(id.value());
      json.name("deleted").beginArray();
      going.forEach(json::value);
      json.endArray().endObject().endDocument();
    } else {
      going.forEach(version ->
          context.out().printf(Locale.ROOT, "deleted version %d of application %s%n", version, id));
    }
    return ExitStatus.DONE;
  }

  private List<Integer> going(ApplicationId id, List<CheckpointRow> rows, Checkpoints checkpoints) {
    boolean byRule = keep != null || olderThan != null;
    if ((byRule ? 1 : 0) + (all ? 1 : 0) + (named.isEmpty() ? 0 : 1) != 1) {
      throw new UsageException("say which versions: numbers, --all, or --keep and --older-than");
    }
    if (keep != null && keep < 0) {
      throw new UsageException("--keep takes a number of versions, not " + keep);
    }
    if (named.isEmpty()) {
      return new Retention(keep == null ? 0 : keep, Optional.ofNullable(olderThan))
          .expired(rows, checkpoints.now());
    }
    for (int version : named) {
      if (rows.stream().noneMatch(row -> row.version() == version)) {
        throw new UnknownSubjectException(
            Kind.CHECKPOINT, "there is no version " + version + " of application " + id);
      }
    }
    return List.copyOf(new TreeSet<>(named));
  }
}
