package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.embedded.ClusterShape;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.agent.embedded.UpReport;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ssi up}: starts an embedded cluster, or completes it. */
@Command(
    name = "up",
    description = "Start a cluster of virtual nodes on this machine, or complete the one there is.")
public final class UpCommand implements Verb {
  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "N",
      description = "How many nodes go online; default: those there are, or 3.")
  @Nullable Integer nodes;

  @Option(
      names = "--spare",
      paramLabel = "M",
      description = "How many more are only present; default: 0.")
  @Nullable Integer spare;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the nodes; default: ${DEFAULT-VALUE}.")
  int timeout = 60;

  @Spec CommandSpec spec = CommandSpec.create();

  private final LocalVerbs verbs;

  UpCommand(LocalVerbs verbs) {
    this.verbs = verbs;
  }

  @Override
  public ExitStatus run(VerbContext context) {
    ClusterName name = ClusterOption.of(spec, context);
    Optional<ClusterShape> shape = shape();
    if (timeout < 1) {
      throw new UsageException("--timeout is a positive number of seconds, not " + timeout);
    }
    Permission.requireRoot(context, "start a cluster");
    var cluster = new EmbeddedCluster(name, verbs.clusterTools(context.progress()));
    boolean fresh = !cluster.exists();
    UpReport report =
        new Interruption(context.cancellation(), verbs.nanoClock())
            .guard(
                () -> cluster.up(shape, Duration.ofSeconds(timeout)),
                () -> undo(cluster, fresh, name));
    UpPrinter.print(context, name, report);
    return ExitStatus.DONE;
  }

  /** A first start is undone; what ran before goes on. */
  private static String undo(EmbeddedCluster cluster, boolean fresh, ClusterName name) {
    if (!fresh) {
      return "cluster " + name + " may be incomplete; ssi up completes it, ssi down ends it";
    }
    cluster.down();
    return "what was started of cluster " + name + " is ended again";
  }

  private Optional<ClusterShape> shape() {
    if (nodes == null && spare == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ClusterShape(
              nodes == null ? ClusterShape.DEFAULT.nodes() : nodes,
              spare == null ? ClusterShape.DEFAULT.spare() : spare));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
