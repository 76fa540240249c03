package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.TimeSpan;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ssi node add}, also {@code SSI-node-add}: brings nodes online. */
@Command(name = "add", description = "Bring present nodes online, and wait until they are.")
public final class NodeAddCommand implements Verb {
  /** Which nodes. */
  static final class Which {
    @ArgGroup(exclusive = true, multiplicity = "1")
    NodeChoice some = new NodeChoice();

    @Option(
        names = {"-a", "--all"},
        required = true,
        description = "Every node that is present.")
    boolean all;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  Which which = new Which();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = TimeSpan.class,
      description = "How long to wait, such as 30s or 2m; 60s if not given.")
  Duration timeout = Duration.ofSeconds(60);

  @Override
  public ExitStatus run(VerbContext context) {
    Permission.requireRoot(context, "add nodes");
    ClusterStatus status = context.services().nodes().status();
    List<NodeId> nodes =
        which.all
            ? NodeChoice.in(status, NodeState.PRESENT, Comparator.naturalOrder())
            : which.some.toAdd(status);
    NodeChangePrinter printer = new NodeChangePrinter("Adding", "added", status, context);
    return printer.print(
        nodes, () -> context.services().nodes().add(nodes, timeout, context.call()));
  }
}
