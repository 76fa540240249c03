package io.ssi.tools.command;

import io.ssi.membership.NodeState;
import io.ssi.tools.output.Colour;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.output.TableWriter;
import io.ssi.tools.output.TableWriter.Column;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ssi node status}: every node with its state and its figures. */
@Command(name = "status", description = "List the nodes, those that do not answer included.")
public final class NodeStatusCommand implements Verb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.words("NODE"),
          Column.numbers("ID"),
          Column.words("STATE"),
          Column.words("ADDRESS"),
          Column.numbers("CPUS"),
          Column.numbers("MEM"),
          Column.numbers("LOAD"),
          Column.numbers("PROCS"),
          Column.numbers("AGE"));

  @Mixin NodeSetOption only = new NodeSetOption();

  @Override
  public ExitStatus run(VerbContext context) {
    ClusterStatus status = context.services().nodes().status();
    List<NodeStatus> nodes =
        only.expression().map(NodeArguments.of(status)::select).orElse(status.nodes());
    if (context.isJson()) {
      writeJson(context.json(), status, nodes);
    } else {
      writeTable(context, status, nodes);
    }
    return ExitStatus.DONE;
  }

  private static void writeTable(
      VerbContext context, ClusterStatus status, List<NodeStatus> nodes) {
    TableWriter table = new TableWriter(COLUMNS);
    for (NodeStatus node : nodes) {
      NodeFigures figures = node.figures().orElse(null);
      table.row(
          colour(node.state()),
          node.name(),
          node.id().toString(),
          word(node.state()),
          node.address(),
          figures == null ? "" : Integer.toString(figures.cpus()),
          figures == null ? "" : Quantity.bytes(figures.memoryBytes()),
          figures == null ? "" : Quantity.load(figures.load1()),
          figures == null ? "" : Integer.toString(figures.processes()),
          figures == null ? "" : Quantity.age(figures.age()));
    }
    table.write(context.out(), context.style());
    context.flush();
    for (NodeStatus node : nodes) {
      if (colour(node.state()) != Colour.PLAIN && !node.reason().isEmpty()) {
        context.note("note: " + node.name() + " is " + word(node.state()) + ": " + node.reason());
      }
    }
    if (!status.quorum()) {
      context.note(
          "note: this side of cluster '"
              + status.cluster()
              + "' has no majority; it can be read, and refuses changes");
    }
  }

  private static void writeJson(JsonWriter json, ClusterStatus status, List<NodeStatus> nodes) {
    json.beginObject();
    json.name("cluster").value(status.cluster());
    json.name("quorum").value(status.quorum());
    json.name("nodes").beginArray();
    for (NodeStatus node : nodes) {
      json.beginObject();
      json.name("name").value(node.name());
      json.name("id").value(node.id().value());
      json.name("state").value(word(node.state()));
      json.name("reason").value(node.reason());
      json.name("address").value(node.address());
      writeFigures(json, node.figures().orElse(null));
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }

  private static void writeFigures(JsonWriter json, @Nullable NodeFigures figures) {
    if (figures == null) {
      for (String name : List.of("cpus", "memory_bytes", "load1", "processes", "age_ms")) {
        json.name(name).nullValue();
      }
      return;
    }
    json.name("cpus").value(figures.cpus());
    json.name("memory_bytes").value(figures.memoryBytes());
    json.name("load1").value(figures.load1());
    json.name("processes").value(figures.processes());
    json.name("age_ms").value(figures.age());
  }

  private static String word(NodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Colour colour(NodeState state) {
    return switch (state) {
      case POSSIBLE, PRESENT, ONLINE -> Colour.PLAIN;
      case DRAINING, SUSPECT -> Colour.WARNING;
      case FAILED -> Colour.ALARM;
    };
  }
}
