package io.ssi.tools.command;

import io.ssi.pid.AppOrPid;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.TableWriter;
import io.ssi.tools.output.TableWriter.Column;
import io.ssi.tools.service.ProcessListing;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.service.Processes.Scope;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Sources;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi ps}: the processes of the cluster. */
@Command(name = "ps", description = "List processes: those of applications, or all.")
public final class PsCommand implements Verb {
  @Option(
      names = {"-e", "-A"},
      description = "Every process of every node.")
  boolean everything;

  @Mixin NodeSetOption only = new NodeSetOption();

  @Option(
      names = {"-o", "--columns"},
      paramLabel = "COLS",
      description = "These columns, joined by commas.")
  @Nullable String columns;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Only processes of this user, by name or number.")
  @Nullable String user;

  @Parameters(
      paramLabel = "APPID",
      arity = "0..*",
      description = "Only these applications, or the processes named.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    List<PsColumn> shown = columns == null ? PsColumn.DEFAULT : PsColumn.parse(columns);
    List<AppOrPid> targets = named.stream().map(ProcessArguments::parse).toList();
    Optional<Set<String>> nodes =
        only.expression().map(set -> NodeArguments.of(context).names(set));
    boolean all = everything || targets.stream().anyMatch(AppOrPid.ByPid.class::isInstance);
    ProcessListing listing =
        context.services().processes().list(all ? Scope.EVERYTHING : Scope.APPLICATIONS);
    List<ProcessRow> rows =
        listing.processes().stream()
            .filter(row -> nodes.isEmpty() || nodes.get().contains(row.node()))
            .filter(row -> user == null || isOwnedBy(row, user))
            .filter(row -> targets.isEmpty() || targets.stream().anyMatch(t -> matches(t, row)))
            .sorted(Comparator.comparing(ProcessRow::gpid))
            .toList();
    List<AppOrPid> missing =
        targets.stream()
            .filter(target -> listing.processes().stream().noneMatch(row -> matches(target, row)))
            .toList();
    if (!targets.isEmpty() && missing.size() == targets.size()) {
      throw nothing(missing.getFirst());
    }
    List<ProcessListing.Source> sources =
        listing.nodes().stream()
            .filter(source -> nodes.isEmpty() || nodes.get().contains(source.name()))
            .toList();
    if (context.isJson()) {
      writeJson(context.json(), rows, sources);
    } else {
      writeTable(context, rows, shown);
    }
    context.flush();
    missing.forEach(target -> context.note("ssi: " + nothing(target).getMessage()));
    boolean partly = Sources.note(context, sources) && nodes.isPresent();
    return missing.isEmpty() && !partly ? ExitStatus.DONE : ExitStatus.PARTLY;
  }

  private static void writeTable(VerbContext context, List<ProcessRow> rows, List<PsColumn> shown) {
    List<Column> titles = shown.stream().map(c -> new Column(c.title(), c.align())).toList();
    TableWriter table = new TableWriter(titles);
    for (ProcessRow row : rows) {
      table.row(shown.stream().map(c -> c.cell(row, context.zone())).toArray(String[]::new));
    }
    table.write(context.out(), context.style());
  }

  private static void writeJson(
      JsonWriter json, List<ProcessRow> rows, List<ProcessListing.Source> sources) {
    json.beginObject().name("processes").beginArray();
    for (ProcessRow row : rows) {
      json.beginObject();
      json.name("gpid").value(row.gpid().value());
      json.name("node").value(row.node());
      json.name("pid").value(row.pid());
      row.parent().ifPresent(parent -> json.name("ppid").value(parent.value()));
      row.application().ifPresent(id -> json.name("application").value(id.value()));
      json.name("uid").value(row.uid());
      json.name("user").value(row.user());
      json.name("state").value(String.valueOf(row.state()));
      json.name("cpu_percent").value(row.cpuPercent());
      json.name("memory_percent").value(row.memoryPercent());
      json.name("rss_bytes").value(row.rssBytes());
      json.name("time_ms").value(row.time());
      json.name("start").value(row.start());
      json.name("command").value(row.command());
      json.endObject();
    }
    json.endArray();
    Sources.write(json, sources);
    json.endObject().endDocument();
  }

  private static boolean isOwnedBy(ProcessRow row, String user) {
    return row.user().equals(user) || Integer.toString(row.uid()).equals(user);
  }

  private static boolean matches(AppOrPid target, ProcessRow row) {
    return switch (target) {
      case AppOrPid.ById(var id) ->
          row.application().filter(id::equals).isPresent()
              || row.gpid().container().filter(id.firstContainer()::equals).isPresent();
      case AppOrPid.ByPid(var pid) -> row.gpid().equals(pid);
    };
  }

  private static UnknownSubjectException nothing(AppOrPid target) {
    return switch (target) {
      case AppOrPid.ById(var id) ->
          new UnknownSubjectException(
              Kind.APPLICATION, "no process of application " + id + " runs");
      case AppOrPid.ByPid(var pid) ->
          new UnknownSubjectException(Kind.PROCESS, "there is no process " + pid.dotted());
    };
  }
}
