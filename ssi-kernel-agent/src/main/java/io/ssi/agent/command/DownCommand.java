package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.machine.Waiting;
import io.ssi.membership.nodeset.NodeSet;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ssi down}: ends an embedded cluster and removes all of it. */
@Command(
    name = "down",
    description = "End the cluster of virtual nodes on this machine and leave nothing behind.")
public final class DownCommand implements Verb {
  @Spec CommandSpec spec = CommandSpec.create();

  private final LocalVerbs verbs;

  DownCommand(LocalVerbs verbs) {
    this.verbs = verbs;
  }

  @Override
  public ExitStatus run(VerbContext context) {
    ClusterName name = ClusterOption.of(spec, context);
    Permission.requireRoot(context, "end a cluster");
    var cluster = new EmbeddedCluster(name, verbs.clusterTools(context.progress()));
    boolean existed = cluster.exists();
    long started = verbs.nanoClock().getAsLong();
    List<String> ended =
        new Interruption(context.cancellation(), verbs.nanoClock())
            .guard(
                cluster::down,
                () -> "parts of cluster " + name + " may be left; run ssi down again");
    print(context, name, existed, ended, new Waiting(verbs.nanoClock()).millisSince(started));
    return ExitStatus.DONE;
  }

  private static void print(
      VerbContext context, ClusterName name, boolean existed, List<String> ended, long millis) {
    if (context.isJson()) {
      var json = context.json().beginObject();
      json.name("cluster").value(name.value());
      json.name("existed").value(existed);
      json.name("ended_nodes").value(ended);
      json.name("total_ms").value(millis);
      json.endObject().endDocument();
    } else if (!existed) {
      context.out().println("There is no cluster " + name + " on this machine.");
    } else if (ended.isEmpty()) {
      context.out().println("Removed what was left of cluster " + name + ".");
    } else {
      context.out().println("Cluster " + name + " is down: ended " + NodeSet.fold(ended) + ".");
    }
  }
}
