package io.ssi.migration.accord;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.CheckpointOrder;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MigrationException;
import io.ssi.migration.NodeName;
import io.ssi.migration.VersionParts;
import io.ssi.migration.checkpoint.Accord;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.UndecidedVersions;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.wire.CheckpointOrderFormat;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** An application with a container on each of three nodes; CRIU and the disks are left out. */
final class ThreeContainers implements AutoCloseable {
  static final NodeId LEADER = new NodeId(1);
  private static final int NODES = 3;

  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  final Set<Integer> cannotFreeze = new HashSet<>();
  final InMemoryNetwork network = new InMemoryNetwork();
  final CheckpointIndex index;
  final ApplicationRegistry registry;
  final Application first;
  final List<Application> others = new ArrayList<>();
  private final Map<Integer, CompletableFuture<Boolean>> ends = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Path disk;

  ThreeContainers(Path disk) {
    this.disk = disk;
    InMemoryClusterMaps maps = new InMemoryClusterMaps();
    index = new CheckpointIndex(maps);
    registry =
        new ApplicationRegistry(
            maps.open(ApplicationsMap.SCHEMA),
            ReservedNumbers.NONE,
            Retention.DEFAULT,
            InstantSource.fixed(Instant.EPOCH));
    first = running(LEADER, Optional.empty());
    for (int number = 1; number <= NODES; number++) {
      NodeId node = new NodeId(number);
      var _ = network.join(node);
      if (number > 1) {
        Application part = running(node, Optional.of(first.id()));
        others.add(part);
        ends.put(part.id().value(), new CompletableFuture<>());
        network.streams(node).accept(MoveStreams.SAVE_PART, stream -> serve(part, stream));
      }
    }
  }

  /** The agent that leads is gone: it does nothing any more. */
  static final class AgentDies extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Whether a further container's checkpoint was kept, once it is over. */
  CompletableFuture<Boolean> end(Application part) {
    return Objects.requireNonNull(ends.get(part.id().value()));
  }

  /** Saves all; what the leader agrees on can be changed. */
  void save(UnaryOperator<Accord> changed) {
    CheckpointOrder order = new CheckpointOrder(first.id(), "", false, 0, false, "ticket");
    LeaderAccord accord = new LeaderAccord(first, registry, versions(LEADER));
    boolean died = false;
    try {
      accord.join(others, order, new PartWays(network.streams(LEADER), new Named(), timer));
      take(first, changed.apply(accord));
    } catch (AgentDies e) {
      died = true;
      throw e;
    } finally {
      if (!died) {
        accord.close();
      }
    }
  }

  WholeVersions whole() {
    return new WholeVersions(index);
  }

  UndecidedVersions undecided(NodeId node) {
    return new UndecidedVersions(disk.resolve("node" + node));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private JointVersions versions(NodeId node) {
    return new JointVersions(whole(), undecided(node));
  }

  private void serve(Application part, BulkStream stream) {
    LeaderLink leader = new LeaderLink(stream, timer);
    boolean done = false;
    try {
      byte[] answer;
      try {
        CheckpointOrder order = CheckpointOrderFormat.decodeOrder(leader.readOrder());
        assert order.application().equals(part.id());
        leader.say(new byte[0]);
        take(part, new PartAccord(part, leader, registry, versions(part.host()), line -> line));
        done = true;
        answer = new byte[0];
      } catch (MigrationException e) {
        answer = CheckpointOrderFormat.encode(e);
      }
      leader.say(answer);
      stream.output().close();
    } catch (IOException e) {
      events.add("unheard " + part.id());
    } finally {
      var _ = end(part).complete(done);
    }
  }

  /** As a checkpointer does. */
  private void take(Application application, Accord accord) {
    int number = application.id().value();
    StillContainer container = new StillContainer(number, events, !cannotFreeze.contains(number));
    Checkpoint line = accord.reserve(index, number, ThreeContainers::draft);
    boolean whole = false;
    try {
      try {
        var _ = accord.standStill(container);
        events.add("dump " + number);
        accord.dumped();
      } finally {
        accord.goOn(container);
      }
      accord.stored();
      whole = accord.decide(line.id());
      Checkpoint listed = with(line, accord.parts());
      var _ = index.addHolder(listed, application.host());
      accord.listed(listed);
      whole = true;
    } finally {
      if (!whole) {
        index.remove(line.id());
      }
    }
  }

  private Application running(NodeId node, Optional<ApplicationId> partOf) {
    Application registered =
        registry.register(
            new NewApplication(
                "work", new Owner(0, 0, "root"), List.of("work"), node, partOf, Optional.empty()));
    return registry.change(
        registered.id(), now -> now.change().phase(ApplicationPhase.RUNNING, "").done());
  }

  private static Checkpoint draft(CheckpointId id) {
    return with(id, VersionParts.NONE);
  }

  private static Checkpoint with(Checkpoint line, VersionParts parts) {
    return with(line.id(), parts);
  }

  private static Checkpoint with(CheckpointId id, VersionParts parts) {
    return new Checkpoint(
        id, "", Instant.EPOCH, "work", 0, 1, 1, 1, Duration.ZERO, new TreeSet<>(), parts);
  }

  private record Named() implements ClusterNodes {
    @Override
    public NodeName named(NodeId node) {
      return new NodeName(node, "node" + node);
    }

    @Override
    public boolean isOnline(NodeId node) {
      return true;
    }

    @Override
    public boolean isGone(NodeId node) {
      return false;
    }

    @Override
    public List<NodeId> reachable() {
      return List.of();
    }
  }
}
