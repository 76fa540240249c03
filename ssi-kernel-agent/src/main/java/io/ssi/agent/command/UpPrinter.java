package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.UpReport;
import io.ssi.membership.NodeState;
import io.ssi.membership.nodeset.NodeSet;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.verb.VerbContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code ssi up} says in the end. */
final class UpPrinter {
  private UpPrinter() {}

  static void print(VerbContext context, ClusterName name, UpReport report) {
    if (context.isJson()) {
      writeJson(context.json(), name, report);
    } else {
      context
          .out()
          .println(
              "Cluster "
                  + name
                  + " "
                  + outcome(report)
                  + ": "
                  + String.join(", ", states(report.nodes())));
    }
  }

  private static String outcome(UpReport report) {
    if (report.startedNodes().size() == report.nodes().size()) {
      return "is up";
    }
    List<String> repaired = new ArrayList<>();
    if (!report.startedNodes().isEmpty()) {
      repaired.add("started " + NodeSet.fold(report.startedNodes()));
    }
    if (!report.startedAgents().isEmpty()) {
      repaired.add("started the agent of " + NodeSet.fold(report.startedAgents()));
    }
    return repaired.isEmpty()
        ? "was up already"
        : "is complete again (" + String.join(", ", repaired) + ")";
  }

  private static List<String> states(List<UpReport.Node> nodes) {
    Map<NodeState, List<String>> byState = new LinkedHashMap<>();
    for (UpReport.Node node : nodes) {
      byState.computeIfAbsent(node.state(), state -> new ArrayList<>()).add(node.node().name());
    }
    List<String> states = new ArrayList<>();
    byState.forEach((state, names) ->
        states.add(names.size() + " " + word(state) + " (" + NodeSet.fold(names) + ")"));
    return states;
  }

  private static String word(NodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static void writeJson(JsonWriter json, ClusterName name, UpReport report) {
    json.beginObject().name("cluster").value(name.value());
    json.name("nodes").beginArray();
    for (UpReport.Node node : report.nodes()) {
      json.beginObject();
      json.name("name").value(node.node().name());
      json.name("id").value(node.node().id().value());
      json.name("state").value(word(node.state()));
      json.name("address").value(node.node().address());
      json.name("init_pid").value(node.init().pid());
      json.endObject();
    }
    json.endArray();
    json.name("started_nodes").value(report.startedNodes());
    json.name("started_agents").value(report.startedAgents());
    json.name("node_memory_bytes").value(report.memoryBytes());
    json.name("total_ms").value(report.totalMillis());
    json.endObject().endDocument();
  }
}
