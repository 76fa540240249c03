package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command with the options that every verb has, before or after the verb. */
@Command(name = "ssi", sortOptions = false)
final class GlobalOptions {
  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The cluster; default: $SSI_CLUSTER, or \"default\".")
  @Nullable String cluster;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document instead of text.")
  boolean json;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  boolean debug;

  private final Map<String, String> environment;

  GlobalOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  ClusterName clusterName() {
    String given = cluster != null ? cluster : environment.getOrDefault("SSI_CLUSTER", "");
    return given.isEmpty() ? ClusterName.DEFAULT : new ClusterName(given);
  }
}
