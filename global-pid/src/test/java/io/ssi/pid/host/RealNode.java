package io.ssi.pid.host;

import io.ssi.linux.container.LocalContainers;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.ProcessTable;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
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
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.NodeFacts;
import io.ssi.pid.view.NodeStanding;
import io.ssi.pid.view.NodeStanding.Standing;
import io.ssi.pid.view.ProcessView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An agent's worth of this module on this machine: real keepers, real processes, no network. */
final class RealNode implements AutoCloseable {
  private static final Path KEEPER =
      Path.of(System.getProperty("ssi.project.root"), "linux-host/target/native/ssi-keeper");

  final NodeId id = new NodeId(1);
  final LocalContainers containers;
  final ApplicationFiles files;
  final ApplicationRegistry registry;
  final ContainerHost host;
  final LocalProcesses processes;
  final ProcessView view;
  final ProcessStarter starter;
  final SignalRouter signals;
  final ExitWaiter waiter;
  final LogReader logs;
  private final InMemoryNetwork network;
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  RealNode(InMemoryNetwork network, Path directory) {
    this.network = network;
    containers =
        new LocalContainers(KEEPER, directory.resolve("run"), Thread.ofVirtual().factory());
    files = new ApplicationFiles(directory.resolve("applications"));
    var channel = network.channel(id);
    registry =
        new ApplicationRegistry(
            ApplicationsMap.open(network.maps(id)),
            ReservedNumbers.NONE,
            Retention.DEFAULT,
            InstantSource.system());
    var membership = network.join(id);
    ProcFs procFs = new ProcFs(Path.of("/proc"));
    host =
        new ContainerHost(
            new HostParts(
                id,
                registry,
                containers,
                files,
                new SegmentFetcher(registry, files, channel, membership, background, timer),
                procFs,
                Optional.empty(),
                InstantSource.system(),
                background,
                timer));
    processes =
        new LocalProcesses(
            id,
            procFs,
            new ProcessTable(procFs, Duration.ofSeconds(10), System::nanoTime),
            host,
            new NodeFacts(Integer::toString, () -> 1L << 30, InstantSource.system()));
    ProcessView.serve(channel, id, processes);
    new LocalStarts(host::start).serve(channel);
    new LocalSignals(
            registry,
            processes,
            host::keeperOf,
            new PidFdSignals(processes),
            host.signals()::deliver,
            host.suspensions()::resume)
        .serve(channel);
    new LocalExits(processes, host::isOwnEnd).serve(channel);
    new LocalLog(files, host::isHere, System::nanoTime).serve(channel);
    view =
        new ProcessView(
            channel,
            () -> List.of(new NodeStanding(id, Standing.ANSWERS, "")),
            System::nanoTime,
            ProcessView.PATIENCE);
    starter = new ProcessStarter(channel);
    signals = new SignalRouter(registry, channel, System::nanoTime, Duration.ofSeconds(10));
    waiter = new ExitWaiter(registry, channel, System::nanoTime);
    logs = new LogReader(registry, channel, membership);
  }

  /** The agent ends; its containers do not. */
  @Override
  public void close() {
    host.close();
    timer.shutdownNow();
    background.shutdownNow();
    network.crash(id);
  }
}
