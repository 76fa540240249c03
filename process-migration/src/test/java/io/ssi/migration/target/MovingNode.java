package io.ssi.migration.target;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.WorkerSpec;
import io.ssi.linux.container.testing.FakeContainers;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.host.ContainerHost;
import io.ssi.pid.host.HostParts;
import io.ssi.pid.log.ApplicationFiles;
import io.ssi.pid.log.SegmentFetcher;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A node with containers in memory, images in a directory, and a CRIU that does what the real one
 * does when its agent dies: it kills a copy that it holds, and lets an original run on.
 */
final class MovingNode implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  private static final WorkerSpec CRIU = WorkerSpec.of(List.of("/usr/sbin/criu"), List.of());

  final NodeId id;
  final ApplicationRegistry registry;
  final ContainerHost host;
  final KeptImages images;
  final ArrivalRecovery recovery;

  /** Restoring from an image fails with this. */
  @Nullable RuntimeException broken;

  private final FakeContainers containers;
  private final InMemoryNetwork network;
  private final Path directory;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  MovingNode(int number, InMemoryNetwork network, Path directory) {
    this(number, network, directory, new FakeContainers());
  }

  private MovingNode(
      int number, InMemoryNetwork network, Path directory, FakeContainers containers) {
    this.id = new NodeId(number);
    this.network = network;
    this.directory = directory;
    this.containers = containers;
    this.registry =
        new ApplicationRegistry(
            ApplicationsMap.open(network.maps(id)), ReservedNumbers.NONE, Retention.DEFAULT, CLOCK);
    ApplicationFiles files = new ApplicationFiles(directory.resolve("applications" + number));
    this.host =
        new ContainerHost(
            new HostParts(
                id,
                registry,
                containers,
                files,
                new SegmentFetcher(
                    registry, files, network.channel(id), network.join(id), Runnable::run, timer),
                new ProcFs(Path.of("/proc")),
                Optional.empty(),
                CLOCK,
                Runnable::run,
                timer));
    this.images = new KeptImages(directory.resolve("images" + number));
    this.recovery =
        new ArrivalRecovery(id, registry, new Hosted(host), images, this::rebuild, Runnable::run);
  }

  /**
   * Its agent dies at once; what CRIU held ends as CRIU does it. Another agent is not there yet.
   */
  void crash() {
    for (int found : containers.found()) {
      FakeKeeper keeper = containers.keeper(found);
      if (!keeper.hasEnded() && keeper.state().phase() == ContainerPhase.EXPECTED) {
        keeper.endWorker(keeper.startWorker(CRIU), WaitStatus.killed(Signal.KILL));
      }
    }
    close();
    network.crash(id);
  }

  /** Another agent of this node, after a crash; it has settled what it found. */
  MovingNode again() {
    MovingNode next = new MovingNode(id.value(), network, directory, containers);
    next.broken = broken;
    next.recovery.start(next.host.attachAll());
    return next;
  }

  FakeKeeper keeper(ApplicationId application) {
    return containers.keeper(application.value());
  }

  /** Whether the program of an application runs on this node. */
  boolean runs(ApplicationId application) {
    return containers.found().contains(application.value())
        && !keeper(application).hasEnded()
        && keeper(application).state().phase() == ContainerPhase.RUNNING;
  }

  /** Has an image here, as the target of a move has it when it says that it was transferred. */
  KeptImage receive(Application moving) throws IOException {
    KeptImage kept = images.of(moving);
    Files.createDirectories(kept.path());
    Files.writeString(kept.path().resolve("pages-1.img"), "memory");
    KeptImage.write(new ImageDirectory(kept.path()), manifest(moving));
    return kept;
  }

  /** Has the processes built, from an image. */
  ArrivingCopy rebuild(Application recorded, KeptImage kept) throws IOException {
    int cursor = kept.manifest().cursor();
    FakeKeeper keeper = (FakeKeeper) host.prepareForRestore(recorded);
    keeper.expect(new InsidePid(recorded.programPid().orElseThrow()));
    InsidePid criu = keeper.startWorker(CRIU);
    if (broken != null) {
      keeper.endWorker(criu, WaitStatus.exited(1));
      host.abandon(recorded.id().firstContainer());
      throw broken;
    }
    return new BuiltCopy(recorded, kept, keeper, criu, cursor);
  }

  /** What {@link ArrivalServer} has for its own copies. */
  UnfinishedArrivals unfinished() {
    return new UnfinishedArrivals(
        registry, new Decision(registry, id), new Hosted(host), images, recovery);
  }

  private final class BuiltCopy implements ArrivingCopy {
    private final Application recorded;
    private final KeptImage kept;
    private final FakeKeeper keeper;
    private final InsidePid criu;
    private final int cursor;
    private boolean held = true;
    private boolean runs;

    BuiltCopy(Application recorded, KeptImage kept, FakeKeeper keeper, InsidePid criu, int cursor) {
      this.recorded = recorded;
      this.kept = kept;
      this.keeper = keeper;
      this.criu = criu;
      this.cursor = cursor;
    }

    @Override
    public void release() {
      held = false;
      keeper.endWorker(criu, WaitStatus.exited(0));
      runs = true;
      keeper.moveCursor(cursor);
      end();
      host.takeCharge(recorded.id().firstContainer());
    }

    @Override
    public void discard() {
      if (held) {
        held = false;
        keeper.endWorker(criu, WaitStatus.exited(1));
      }
      host.abandon(recorded.id().firstContainer());
    }

    @Override
    public Application application() {
      return recorded;
    }

    @Override
    public boolean wasBuilt() {
      return true;
    }

    @Override
    public boolean isHeld() {
      return held;
    }

    @Override
    public boolean runs() {
      return runs;
    }

    @Override
    public void abandon() {
      discard();
      end();
    }

    @Override
    public void end() {
      try {
        kept.delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ImageManifest manifest(Application moving) {
    return new ImageManifest(
        moving.id().value(),
        0,
        "",
        CLOCK.instant(),
        moving.host().value(),
        ApplicationWire.encode(moving),
        "work",
        List.of(),
        List.of(),
        List.of(),
        77,
        Duration.ZERO);
  }

  @Override
  public void close() {
    host.close();
    timer.shutdownNow();
  }

  /** The part of the port that a recovery needs. */
  private record Hosted(ContainerHost host) implements MovingContainers {
    @Override
    public MovingContainer of(Application application) {
      throw new UnsupportedOperationException("no CRIU here");
    }

    @Override
    public MovingContainer prepare(Application application) {
      throw new UnsupportedOperationException("no CRIU here");
    }

    @Override
    public void adopt(Application application) {
      throw new UnsupportedOperationException("no restart here");
    }

    @Override
    public void takeCharge(Application application) {
      host.takeCharge(application.id().firstContainer());
    }

    @Override
    public void completeMove(Application application) {
      host.completeMove(application.id().firstContainer());
    }

    @Override
    public void holdSignals(Application application) {
      host.signals().hold(application.id().firstContainer());
    }

    @Override
    public void letSignals(Application application) {
      host.signals().let(application.id().firstContainer());
    }

    @Override
    public void holdStreams(Application application) {
      throw new UnsupportedOperationException("no streams here");
    }

    @Override
    public void letStreams(Application application) {
      throw new UnsupportedOperationException("no streams here");
    }

    @Override
    public void takeStreams(Application application, byte[] run) {
      throw new UnsupportedOperationException("no streams here");
    }

    @Override
    public void departing(Application application) {
      host.expectDeparture(application.id().firstContainer());
    }

    @Override
    public void discard(Application application) {
      host.abandon(application.id().firstContainer());
    }

    @Override
    public void dissolve(Application application) {
      host.dissolve(application.id().firstContainer());
    }
  }
}
