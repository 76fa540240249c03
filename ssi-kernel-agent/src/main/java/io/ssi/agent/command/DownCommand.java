package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.machine.InterruptedVerbException;
import io.ssi.agent.machine.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssi down}: ends an embedded cluster and removes all of it. */
@Command(name = "down")
final class DownCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;
  private final GlobalOptions options;

  DownCommand(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  @Override
  public Integer call() {
    ClusterName name = name();
    Root.require("ssi down");
    var cluster = new EmbeddedCluster(name, surroundings.clusterTools());
    boolean existed = cluster.exists();
    long started = surroundings.nanoClock().getAsLong();
    try (var _ = new Interruption()) {
      List<String> ended = cluster.down();
      print(name, existed, ended, new Waiting(surroundings.nanoClock()).millisSince(started));
      return 0;
    } catch (InterruptedVerbException e) {
      surroundings
          .err()
          .println(
              "ssi: interrupted; parts of cluster " + name + " may be left: run ssi down again");
      return Interruption.STATUS;
    }
  }

  private ClusterName name() {
    try {
      return options.clusterName();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void print(ClusterName name, boolean existed, List<String> ended, long millis) {
    if (options.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("cluster", name);
      document.put("existed", existed);
      document.put("ended_nodes", ended);
      document.put("total_ms", millis);
      surroundings.out().println(JsonText.of(document));
    } else if (!existed) {
      surroundings.out().println("There is no cluster " + name + " on this machine.");
    } else if (ended.isEmpty()) {
      surroundings.out().println("Removed what was left of cluster " + name + ".");
    } else {
      surroundings
          .out()
          .println("Cluster " + name + " is down: ended " + String.join(", ", ended) + ".");
    }
  }
}
