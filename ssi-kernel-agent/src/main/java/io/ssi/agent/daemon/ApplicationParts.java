package io.ssi.agent.daemon;

import io.ssi.agent.config.AgentConfig;
import io.ssi.linux.container.Containers;
import io.ssi.linux.container.LocalContainers;
import io.ssi.linux.posix.PosixUsers;
import io.ssi.linux.posix.User;
import io.ssi.linux.procfs.ProcessTable;
import io.ssi.membership.MembershipException;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.foreground.ForegroundServer;
import io.ssi.pid.foreground.ForegroundStarter;
import io.ssi.pid.foreground.OutputJournals;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.hotplug.DirectoryNodes;
import io.ssi.pid.log.ApplicationFiles;
import io.ssi.pid.log.LocalLog;
import io.ssi.pid.log.LogReader;
import io.ssi.pid.log.SegmentFetcher;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import io.ssi.pid.route.ExitWaiter;
import io.ssi.pid.route.LocalExits;
import io.ssi.pid.route.LocalSignals;
import io.ssi.pid.route.LocalStarts;
import io.ssi.pid.route.PidFdSignals;
import io.ssi.pid.route.ProcessStarter;
import io.ssi.pid.route.SignalRouter;
import io.ssi.pid.route.SuspensionRouter;
import io.ssi.pid.view.KeptUserNames;
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.NodeFacts;
import io.ssi.pid.view.ProcessView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The applications of the cluster, and the containers of this node. */
final class ApplicationParts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApplicationParts.class);

  /** The same on every node, and private to each: programs have their logs open under this path. */
  static final Path APPLICATIONS = Path.of("/var/lib/ssi/applications");

  private static final Path CONTAINERS = Path.of("/run/ssi/containers");
  private static final Path JOURNALS = Path.of("/run/ssi/foreground");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long FORGET_MINUTES = 10;
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private final ApplicationRegistry registry;
  private final ContainerHost host;
  private final LocalProcesses processes;
  private final ProcessView view;
  private final ForegroundServer foreground;
  private final ClusterChannel channel;
  private final GroupParts group;
  private final Facilities facilities;

  private static SegmentFetcher fetcher(
      ApplicationRegistry registry,
      ApplicationFiles files,
      GroupParts group,
      Facilities facilities) {
    return new SegmentFetcher(
        registry,
        files,
        group.membership().channel(),
        group.membership(),
        facilities.background(),
        facilities.timer());
  }

  ApplicationParts(
      AgentConfig config,
      GroupParts group,
      HostParts linux,
      ReservedNumbers reserved,
      Facilities facilities) {
    this.group = group;
    this.facilities = facilities;
    this.channel = group.membership().channel();
    this.registry =
        new ApplicationRegistry(
            ApplicationsMap.open(group.maps()), reserved, Retention.DEFAULT, facilities.clock());
    ApplicationFiles files = new ApplicationFiles(APPLICATIONS);
    Containers containers = new LocalContainers(config.keeper(), CONTAINERS, facilities.virtual());
    SegmentFetcher fetcher = fetcher(registry, files, group, facilities);
    this.host =
        new ContainerHost(
            new io.ssi.pid.host.HostParts(
                config.id(),
                registry,
                containers,
                files,
                fetcher,
                linux.proc(),
                linux.group(),
                facilities.clock(),
                facilities.background(),
                facilities.timer()));
    this.foreground =
        new ForegroundServer(
            host::start, new OutputJournals(JOURNALS, files::output), facilities.virtual());
    this.processes =
        new LocalProcesses(
            config.id(),
            linux.proc(),
            new ProcessTable(linux.proc(), REFRESH, facilities.nanoClock()),
            host,
            new NodeFacts(
                new KeptUserNames(userNames(new PosixUsers()), REFRESH, facilities.nanoClock()),
                linux::memoryBytes,
                facilities.clock()));
    this.view =
        new ProcessView(
            channel,
            new DirectoryNodes(group.directory(), registry),
            facilities.nanoClock(),
            ProcessView.PATIENCE);
    ProcessView.serve(channel, config.id(), processes);
    serve(files);
    forgetAgain();
  }

  /** Answers what other nodes ask of the applications here. */
  private void serve(ApplicationFiles files) {
    new LocalSignals(
            registry,
            processes,
            host::keeperOf,
            new PidFdSignals(processes),
            host.signals()::deliver,
            host.suspensions()::resume)
        .serve(channel);
    SuspensionRouter.serve(channel, registry, host.suspensions());
    new LocalExits(processes, host::isHere).serve(channel);
    new LocalStarts(host::start).serve(channel);
    foreground.serve(group.streams());
    host.inForeground(foreground::takeBack);
    var _ = registry.listen(foreground::changed);
    new LocalLog(files, host::isHere, facilities.nanoClock()).serve(channel);
  }

  private void forgetAgain() {
    var _ =
        facilities
            .timer()
            .scheduleWithFixedDelay(
                this::forgetOld, FORGET_MINUTES, FORGET_MINUTES, TimeUnit.MINUTES);
  }

  /** The name of a user, or the number as text. */
  static IntFunction<String> userNames(PosixUsers users) {
    return uid -> users.user(uid).map(User::name).orElse(Integer.toString(uid));
  }

  /** Forgets what has ended long ago; a task that throws would never run again. */
  private void forgetOld() {
    try {
      registry.forgetOld();
    } catch (MembershipException e) {
      log.info("What has ended long ago is forgotten later", e);
    }
  }

  ApplicationRegistry registry() {
    return registry;
  }

  ContainerHost host() {
    return host;
  }

  /** What serves the callers of programs here. */
  ForegroundServer hostedRuns() {
    return foreground;
  }

  LocalProcesses processes() {
    return processes;
  }

  ProcessView view() {
    return view;
  }

  ProcessStarter starter() {
    return new ProcessStarter(channel);
  }

  ForegroundStarter foreground() {
    return new ForegroundStarter(group.streams(), registry);
  }

  SignalRouter signals() {
    return new SignalRouter(registry, channel, facilities.nanoClock(), PATIENCE);
  }

  SuspensionRouter suspensions() {
    return new SuspensionRouter(registry, channel, facilities.nanoClock(), PATIENCE);
  }

  ExitWaiter exits() {
    return new ExitWaiter(registry, channel, facilities.nanoClock());
  }

  LogReader logs() {
    return new LogReader(registry, channel, group.membership());
  }

  @Override
  public void close() {
    host.close();
  }
}
