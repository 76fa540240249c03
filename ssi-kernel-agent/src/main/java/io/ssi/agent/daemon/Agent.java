package io.ssi.agent.daemon;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.control.ControlConfig;
import io.ssi.agent.control.ControlServer;
import io.ssi.agent.service.AgentServices;
import io.ssi.agent.service.NodeOrders;
import io.ssi.linux.posix.PosixUsers;
import io.ssi.membership.MembershipException;
import io.ssi.membership.hotplug.FailureWitness;
import io.ssi.membership.hotplug.HotplugCoordinator;
import io.ssi.membership.hotplug.TcpFailureWitness;
import io.ssi.membership.node.NodeRecord;
import io.ssi.membership.stream.StreamRehearsal;
import io.ssi.memory.ClusterFigures;
import io.ssi.memory.FiguresExchange;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.target.ArrivalRecovery;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.hotplug.ApplicationHotplug;
import io.ssi.pid.hotplug.ViewHotplug;
import io.ssi.tools.VerbCatalog;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.service.Services;
import io.ssi.tools.verb.ErrorTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of one node: all modules together, from joining to leaving. Thread-safe. */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final long REVIEW_SECONDS = 1;
  private static final long REHEARSAL_SECONDS = 1;
  private static final Duration KNOCK = Duration.ofSeconds(1);

  private final AgentConfig config;
  private final Facilities facilities;
  private final GroupParts group;
  private final HostParts linux;
  private final ApplicationParts applications;
  private final ArrivalRecovery recovery;
  private final HotplugCoordinator hotplug;
  private final ControlServer control;
  private volatile boolean ends;

  /**
   * Joins the cluster and serves; blocks until that is done.
   *
   * @param config what the agent was told
   * @param facilities clocks, randomness and threads
   */
  public Agent(AgentConfig config, Facilities facilities) {
    this.config = config;
    this.facilities = facilities;
    linux = new HostParts(config, facilities);
    group = GroupParts.join(config, facilities);
    Optional<EmbeddedWitness> certain =
        config.embedded().map(node -> new EmbeddedWitness(node, facilities.nanoClock()));
    KnownNodes nodes =
        new KnownNodes(
            group.directory(),
            group.membership(),
            record -> certain.filter(witness -> witness.isGone(record)).isPresent());
    FiguresExchange exchange =
        new FiguresExchange(
            group.membership().channel(),
            linux.figures(),
            FiguresExchange.DEADLINE,
            facilities.nanoClock());
    CheckpointIndex index = new CheckpointIndex(group.maps());
    applications =
        new ApplicationParts(
            config,
            group,
            linux,
            (ContainerNumber number) -> index.holds(number.value()),
            facilities);
    MoveParts moves = new MoveParts(config, group, linux, applications, nodes, index, facilities);
    recovery = moves.recovery();
    hotplug = hotplug(certain, nodes, exchange, moves);
    NodeOrders.serve(group.membership().channel(), hotplug);
    SleepParts.serve(group.membership().channel(), moves, facilities.stop(), facilities);
    control =
        serve(
            nodes,
            exchange,
            moves,
            SleepParts.of(
                group.membership().channel(), applications, moves, index, nodes, facilities));
  }

  private HotplugCoordinator hotplug(
      Optional<EmbeddedWitness> certain,
      KnownNodes nodes,
      FiguresExchange exchange,
      MoveParts moves) {
    certain.ifPresent(this::review);
    FailureWitness witness =
        certain.<FailureWitness>map(each -> each).orElseGet(() -> new TcpFailureWitness(KNOCK));
    return new HotplugCoordinator(
        group.membership(),
        group.directory(),
        List.of(
            new Participants.Figures(exchange),
            new ViewHotplug(applications.view()),
            new ApplicationHotplug(
                applications.host(),
                applications.registry(),
                group.directory(),
                nodes::isGone,
                facilities.background(),
                facilities.timer()),
            new CheckpointsParticipant(moves.indexing()),
            new Drain(
                new HostedOrders(
                    config.id(), applications.registry(), moves.migrator(), applications.signals()),
                () -> nodes.online().stream().filter(node -> !node.equals(config.id())).toList(),
                facilities.background(),
                () -> ends)),
        witness,
        facilities.virtual());
  }

  private void review(EmbeddedWitness witness) {
    FailureReview review =
        new FailureReview(group.membership(), group.directory(), witness::isGone);
    var _ =
        facilities
            .timer()
            .scheduleWithFixedDelay(
                () -> facilities.background().execute(review),
                REVIEW_SECONDS,
                REVIEW_SECONDS,
                TimeUnit.SECONDS);
  }

  private ControlServer serve(
      KnownNodes nodes, FiguresExchange exchange, MoveParts moves, AgentServices.Rest rest) {
    PosixUsers users = new PosixUsers();
    Services services =
        AgentServices.of(
            new AgentServices.Cluster(
                config.cluster().value(),
                config.name(),
                group.membership(),
                group.directory(),
                nodes,
                new NodeOrders(group.membership().channel())),
            new AgentServices.Processes(
                applications.registry(),
                applications.view(),
                applications.starter(),
                applications.foreground(),
                applications.signals(),
                applications.suspensions(),
                applications.exits(),
                applications.logs(),
                ApplicationParts.userNames(users)),
            new ClusterFigures(exchange),
            new AgentServices.Moves(moves.migrator(), moves.upkeep(), moves.files(), rest),
            new AgentServices.Tools(
                facilities.background(),
                facilities.virtual(),
                facilities::token,
                facilities.random(),
                facilities.nanoClock(),
                facilities.clock()));
    return ControlServer.start(
        ControlConfig.of(config.controlSocket(), config.name()),
        new VerbRunner(new VerbCatalog(), new ErrorTable(), facilities.background()),
        services,
        new ControlServer.Threads(facilities.virtual(), facilities.platform()),
        facilities.nanoClock());
  }

  /**
   * Makes the node present, takes back the containers of an earlier agent, and goes online if it is
   * to.
   */
  public void join() {
    // Before the node takes part, so that nobody asks about what it does not know yet.
    recovery.start(applications.host().attachAll());
    NodeRecord record = hotplug.start(config.name(), group.address(), linux.nodeFacts());
    if (config.onlineAtStart() && !record.isOnline()) {
      record = hotplug.add();
    }
    log.info("Node {} is {}", config.name(), record.state());
    // Not while the other agents of this machine start.
    var _ =
        facilities
            .timer()
            .schedule(
                () -> facilities.platform().newThread(this::rehearse).start(),
                REHEARSAL_SECONDS,
                TimeUnit.SECONDS);
  }

  private void rehearse() {
    new StreamRehearsal().run();
    group.maps().rehearsal().run();
  }

  /**
   * Leaves the group in good order. Programs run on, held by their keepers, until an agent is here
   * again.
   */
  @Override
  public void close() {
    ends = true;
    control.close();
    try {
      hotplug.leave("its agent was ended");
    } catch (MembershipException e) {
      log.warn("Node {} could not leave in good order", config.name(), e);
    }
    hotplug.close();
    applications.close();
    group.close();
    facilities.timer().shutdownNow();
    facilities.background().shutdownNow();
  }
}
