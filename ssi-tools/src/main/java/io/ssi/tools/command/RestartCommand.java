package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Checkpoints.ChangedFiles;
import io.ssi.tools.service.Checkpoints.RestartRequest;
import io.ssi.tools.service.Checkpoints.Restarted;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi restart}, also {@code SSI-appli-restart}: brings an application back. */
@Command(
    name = "restart",
    description = "Bring an application back from a checkpoint, on a node that can.")
public final class RestartCommand implements Verb {
  @Option(
      names = "--dry-run",
      description = "Only say what is in the way; nothing is brought back.")
  boolean dryRun;

  @Option(
      names = {"-w", "--node"},
      paramLabel = "NODE",
      description = "Where it is to run; with --new a set of nodes, taken in turns.")
  @Nullable String node;

  @Mixin NewOptions fresh = new NewOptions();

  @Option(
      names = "--files",
      paramLabel = "keep|truncate|image",
      description = "What to do with files that were written since the checkpoint.")
  @Nullable String files;

  @Option(
      names = "--assume-dead",
      paramLabel = "NODE",
      description = "This node is dead for certain, and what ran on it too; only root may say so.")
  @Nullable String assumeDead;

  @Mixin Callbacks callbacks = new Callbacks();

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
    if (version != null && version < 1) {
      throw new UsageException("a version is a number from 1, not " + version);
    }
    Optional<ChangedFiles> changed = Optional.ofNullable(files).map(RestartCommand::parse);
    if (assumeDead != null) {
      Permission.requireRoot(context, "declare a node dead");
    }
    fresh.check(changed, assumeDead != null);
    var target = ProcessArguments.parse(application);
    if (fresh.isWanted) {
      callbacks.refuse("--new");
      List<NodeId> nodes = node == null ? List.of() : NodeArguments.of(context).ids(node);
      var all = new NewCopies(context, target, Optional.ofNullable(version), changed, nodes);
      return all.run(fresh.count(), dryRun);
    }
    Optional<NodeId> where =
        Optional.ofNullable(node).map(word -> NodeArguments.of(context).one(word).id());
    List<NodeId> dead = assumeDead == null ? List.of() : NodeArguments.of(context).ids(assumeDead);
    var request =
        new RestartRequest(
            target, Optional.ofNullable(version), where, changed, dead, Optional.empty());
    if (dryRun) {
      return Blockers.answer(
          context,
          context.services().checkpoints().checkRestart(request, context.call()),
          "application " + application + " can be brought back");
    }
    Restarted back;
    try {
      back =
          callbacks.around(
              context,
              "restart",
              application,
              () -> context.services().checkpoints().restart(request, context.call()),
              Restarted::version);
    } catch (NotMovableException e) {
      return Blockers.refuse(context, e);
    }
    if (context.isJson()) {
      JsonWriter json = context.json();
      RestartedPrinter.write(json, back);
      json.endDocument();
    } else {
      RestartedPrinter.line(context, back);
    }
    RestartedPrinter.notes(context, back);
    return callbacks.status();
  }

  private static ChangedFiles parse(String word) {
    return Arrays.stream(ChangedFiles.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--files takes keep, truncate or image, not '" + word + "'"));
  }
}
