package io.ssi.pid;

import io.ssi.linux.container.testing.FakeContainers;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.membership.testing.ManualMembership;
import io.ssi.pid.foreground.OutputJournals;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.host.HostParts;
import io.ssi.pid.log.ApplicationFiles;
import io.ssi.pid.log.LocalLog;
import io.ssi.pid.log.LogReader;
import io.ssi.pid.log.SegmentFetcher;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A node of a cluster in memory, with containers in memory and files in a directory. */
public final class TestNode implements AutoCloseable {
  public final NodeId id;
  public final FakeContainers containers;
  public final ApplicationFiles files;
  public final OutputJournals journals;
  public final ApplicationRegistry registry;
  public final ContainerHost host;
  public final SegmentFetcher fetcher;
  public final LogReader logs;
  public final ManualMembership membership;

  /** Tasks that are due much later; a test runs them when it wants. */
  public final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

  private final ScheduledExecutorService timer = new LaterExecutor(later);

  /** Joins the network; what it finds in the directory is an earlier agent's. */
  public TestNode(int number, InMemoryNetwork network, Path directory, FakeContainers containers) {
    this.id = new NodeId(number);
    this.containers = containers;
    this.files = new ApplicationFiles(directory.resolve("node" + number));
    this.journals = new OutputJournals(directory.resolve("journals" + number), files::output);
    this.registry =
        new ApplicationRegistry(
            ApplicationsMap.open(network.maps(id)),
            ReservedNumbers.NONE,
            Retention.DEFAULT,
            () -> Applications.NOON);
    var channel = network.channel(id);
    ManualMembership early = new ManualMembership(id);
    this.fetcher = new SegmentFetcher(registry, files, channel, early, Runnable::run, timer);
    this.host =
        new ContainerHost(
            new HostParts(
                id,
                registry,
                containers,
                files,
                fetcher,
                new ProcFs(Path.of("/proc")),
                Optional.empty(),
                () -> Applications.NOON,
                Runnable::run,
                timer));
    new LocalLog(files, host::isHere, System::nanoTime).serve(channel);
    this.membership = network.join(id);
    this.logs = new LogReader(registry, channel, membership);
  }

  /** With no containers yet. */
  public TestNode(int number, InMemoryNetwork network, Path directory) {
    this(number, network, directory, new FakeContainers());
  }

  /** A request that starts a program as the user who runs the tests. */
  public static StartRequest request(String... command) {
    return new StartRequest(
        "token-" + String.join(" ", command),
        "",
        new Owner(0, 0, "root"),
        List.of(),
        List.of(command),
        List.of("PATH=/usr/bin:/bin"),
        "/",
        022,
        0,
        List.of());
  }

  /** The keeper of an application's container. */
  public FakeKeeper keeper(Application application) {
    return containers.keeper(application.id().value());
  }

  @Override
  public void close() {
    host.close();
    timer.shutdownNow();
    try {
      // Or it would write into a directory that the test has removed.
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("A task of node " + id + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs soon what is due soon, and keeps what is due in half a minute or later. */
  private static final class LaterExecutor extends ScheduledThreadPoolExecutor {
    private final Queue<Runnable> later;

    LaterExecutor(Queue<Runnable> later) {
      super(1);
      this.later = later;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (unit.toSeconds(delay) < 30) {
        return super.schedule(task, delay, unit);
      }
      later.add(task);
      return super.schedule(() -> {}, 0, unit);
    }
  }
}
