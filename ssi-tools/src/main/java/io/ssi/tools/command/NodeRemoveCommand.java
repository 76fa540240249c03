package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.Services;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.TimeSpan;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssi node remove}, also {@code SSI-node-remove}: drains nodes. */
@Command(
    name = "remove",
    description = "Move everything off nodes; they stay present and take no part.")
public final class NodeRemoveCommand implements Verb {
  @ArgGroup(exclusive = true, multiplicity = "1")
  NodeChoice which = new NodeChoice();

  @Option(
      names = {"-f", "--force"},
      description = "End what cannot move.")
  boolean force;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = TimeSpan.class,
      description = "How long to wait, such as 30s or 2m; 5m if not given.")
  Duration timeout = Duration.ofMinutes(5);

  @Override
  public ExitStatus run(VerbContext context) {
    Permission.requireRoot(context, "remove nodes");
    Services services = context.services();
    ClusterStatus status = services.nodes().status();
    List<NodeId> nodes = which.toRemove(status, services.agent().node());
    NodeChangePrinter printer = new NodeChangePrinter("Removing", "removed", status, context);
    return printer.print(
        nodes, () -> services.nodes().remove(nodes, force, timeout, context.call()));
  }
}
