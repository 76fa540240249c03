package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.ClusterShape;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.embedded.UpReport;
import io.ssi.agent.machine.InterruptedVerbException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssi up}: starts an embedded cluster, or completes it. */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "N")
  @Nullable Integer nodes;

  @Option(names = "--spare", paramLabel = "M")
  @Nullable Integer spare;

  @Option(names = "--timeout", paramLabel = "SECONDS")
  int timeout = 60;

  @Spec CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;
  private final GlobalOptions options;

  UpCommand(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  @Override
  public Integer call() {
    ClusterName name = usage(options::clusterName);
    Optional<ClusterShape> shape = usage(this::shape);
    Root.require("ssi up");
    var cluster = new EmbeddedCluster(name, surroundings.clusterTools());
    boolean fresh = !cluster.exists();
    try (var interruption = new Interruption()) {
      try {
        print(name, cluster.up(shape, Duration.ofSeconds(timeout)));
        return 0;
      } catch (InterruptedVerbException e) {
        return interrupted(cluster, fresh, interruption);
      }
    }
  }

  /** A first start is undone; what ran before goes on. */
  private int interrupted(EmbeddedCluster cluster, boolean fresh, Interruption interruption) {
    interruption.ignoreFurther();
    String name = cluster.places().cluster().value();
    if (fresh) {
      surroundings.err().println("ssi: interrupted, ending what was started of cluster " + name);
      cluster.down();
    } else {
      surroundings
          .err()
          .println(
              "ssi: interrupted; cluster "
                  + name
                  + " may be incomplete: ssi up completes it, ssi down ends it");
    }
    return Interruption.STATUS;
  }

  private Optional<ClusterShape> shape() {
    if (nodes == null && spare == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterShape(
            nodes == null ? ClusterShape.DEFAULT.nodes() : nodes,
            spare == null ? ClusterShape.DEFAULT.spare() : spare));
  }

  private <T> T usage(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void print(ClusterName name, UpReport report) {
    if (options.json) {
      surroundings.out().println(JsonText.of(json(name, report)));
      return;
    }
    String what =
        report.startedNodes().size() == report.nodes().size()
            ? "is up"
            : report.startedNodes().isEmpty() && report.startedAgents().isEmpty()
                ? "was up already"
                : "is complete again (" + restarted(report) + ")";
    surroundings.out().println("Cluster " + name + " " + what + ": " + states(report.nodes()));
  }

  private static String restarted(UpReport report) {
    var parts = new ArrayList<String>();
    if (!report.startedNodes().isEmpty()) {
      parts.add("started " + String.join(", ", report.startedNodes()));
    }
    if (!report.startedAgents().isEmpty()) {
      parts.add("started the agent of " + String.join(", ", report.startedAgents()));
    }
    return String.join("; ", parts);
  }

  private static String states(List<UpReport.Node> nodes) {
    Map<String, List<String>> byState = new LinkedHashMap<>();
    for (UpReport.Node node : nodes) {
      byState
          .computeIfAbsent(node.state().name().toLowerCase(Locale.ROOT), s -> new ArrayList<>())
          .add(node.node().name());
    }
    return String.join(
        ", ",
        byState.entrySet().stream()
            .map(entry ->
                entry.getValue().size()
                    + " "
                    + entry.getKey()
                    + " ("
                    + String.join(", ", entry.getValue())
                    + ")")
            .toList());
  }

  private static Map<String, Object> json(ClusterName name, UpReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("cluster", name);
    document.put(
        "nodes",
        report.nodes().stream()
            .map(node -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", node.node().name());
              entry.put("id", node.node().id().value());
              entry.put("state", node.state().name().toLowerCase(Locale.ROOT));
              entry.put("address", node.node().address());
              entry.put("init_pid", node.init().pid());
              return entry;
            })
            .toList());
    document.put("started_nodes", report.startedNodes());
    document.put("started_agents", report.startedAgents());
    document.put("node_memory_bytes", report.memoryBytes());
    document.put("total_ms", report.totalMillis());
    return document;
  }
}
