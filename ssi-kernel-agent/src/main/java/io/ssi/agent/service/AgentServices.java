package io.ssi.agent.service;

import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.memory.ClusterFigures;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.checkpoint.VersionExport;
import io.ssi.migration.checkpoint.VersionImport;
import io.ssi.migration.service.CheckpointUpkeep;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.migration.sleep.ClusterSleep;
import io.ssi.migration.sleep.ClusterWake;
import io.ssi.pid.foreground.ForegroundStarter;
import io.ssi.pid.log.LogReader;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.route.ExitWaiter;
import io.ssi.pid.route.ProcessStarter;
import io.ssi.pid.route.SignalRouter;
import io.ssi.pid.route.SuspensionRouter;
import io.ssi.pid.view.ProcessView;
import io.ssi.tools.service.AgentFacts;
import io.ssi.tools.service.Budget;
import io.ssi.tools.service.ManyRoom;
import io.ssi.tools.service.Services;
import io.ssi.tools.service.WatchRoom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes all that the verbs of one agent ask. */
public final class AgentServices {
  // An eighth of the memory that an agent's JVM may have.
  private static final long GATHERED_MAX = 24 << 20;

  private AgentServices() {}

  /**
   * The cluster as this agent sees it.
   *
   * @param name of the cluster
   * @param nodeName of this node
   * @param membership the group
   * @param directory its nodes
   * @param nodes the same, as moves ask about them
   * @param orders to agents, to take their node online or back
   */
  public record Cluster(
      String name,
      String nodeName,
      Membership membership,
      NodeDirectory directory,
      ClusterNodes nodes,
      NodeOrders orders) {}

  /**
   * Processes and applications.
   *
   * @param registry of applications
   * @param view of processes
   * @param starter starts applications
   * @param foreground starts them in the foreground
   * @param signals sends signals
   * @param suspensions suspends and resumes applications
   * @param exits waits for ends
   * @param logs reads output
   * @param userNames the name of a user, or the number as text
   */
  public record Processes(
      ApplicationRegistry registry,
      ProcessView view,
      ProcessStarter starter,
      ForegroundStarter foreground,
      SignalRouter signals,
      SuspensionRouter suspensions,
      ExitWaiter exits,
      LogReader logs,
      IntFunction<String> userNames) {}

  /**
   * Moves and checkpoints.
   *
   * @param migrator moves applications, saves them and brings them back
   * @param upkeep deletes and checks what was saved
   * @param files writes versions as files, and takes them out of files
   * @param rest the whole cluster to sleep and awake
   */
  public record Moves(
      ProcessMigrator migrator, CheckpointUpkeep upkeep, VersionFiles files, Rest rest) {}

  /**
   * The whole cluster to sleep and awake.
   *
   * @param sleep saves and ends all
   * @param wake brings all back
   */
  public record Rest(ClusterSleep sleep, ClusterWake wake) {}

  /**
   * Versions as files.
   *
   * @param exporting writes them
   * @param importing takes them
   */
  public record VersionFiles(VersionExport exporting, VersionImport importing) {}

  /**
   * Threads and names.
   *
   * @param background runs tasks that block
   * @param threads makes threads for what waits
   * @param tokens gives names that nobody else gives
   * @param random decides between nodes that are as good
   * @param nanoClock a clock that only goes forward
   * @param clock what time it is
   */
  public record Tools(
      Executor background,
      ThreadFactory threads,
      Supplier<String> tokens,
      RandomGenerator random,
      LongSupplier nanoClock,
      InstantSource clock) {}

  /**
   * Makes them.
   *
   * @param cluster as this agent sees it
   * @param processes and applications
   * @param figures of all nodes
   * @param moves moves applications and keeps checkpoints
   * @param tools threads and names
   * @return for the control socket
   */
  public static Services of(
      Cluster cluster, Processes processes, ClusterFigures figures, Moves moves, Tools tools) {
    ClusterNodes nodes = cluster.nodes();
    Subjects subjects = new Subjects(processes.registry());
    Supplier<List<NodeId>> online =
        () -> nodes.reachable().stream().filter(nodes::isOnline).toList();
    return new Services(
        new AgentFacts(cluster.name(), cluster.nodeName()),
        new DirectoryNodes(
            new DirectoryNodes.Cluster(
                cluster.name(), cluster.membership(), cluster.directory(), figures),
            cluster.orders(),
            tools.background()),
        new ViewedProcesses(
            processes.view(),
            processes.signals(),
            processes.suspensions(),
            processes.exits(),
            nodes,
            new EachContainer(processes.registry())),
        new FigureFiles(figures, nodes, online),
        new HostedApplications(
            new HostedApplications.Ways(
                processes.starter(),
                processes.foreground(),
                processes.logs(),
                new BestNode(online, figures::summaries, tools.random(), tools.nanoClock()),
                processes.signals(),
                processes.registry(),
                cluster.nodeName()),
            subjects,
            nodes,
            processes.userNames(),
            tools.tokens()),
        new MigratorMigrations(moves.migrator(), subjects, nodes, tools.threads()),
        new RepositoryCheckpoints(moves, subjects, nodes, tools.clock(), tools.threads()),
        new SleepingCluster(moves.rest(), nodes, tools.threads()),
        new ManyRoom(tools.threads(), Budget.of(GATHERED_MAX)),
        new WatchRoom(tools.threads(), tools.nanoClock(), tools.clock()));
  }
}
