package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.NodeName;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.CopyCheck;
import io.ssi.migration.checkpoint.ImageExchange;
import io.ssi.migration.checkpoint.ImageRepository;
import io.ssi.migration.checkpoint.SmallVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes with repositories on the disk, joined by a network in memory. */
final class Holders implements ClusterNodes {
  static final long FAST = 1L << 40;

  final TreeSet<NodeId> up = new TreeSet<>();
  private final Map<NodeId, ImageRepository> repositories = new TreeMap<>();
  private final Map<NodeId, ImageExchange> exchanges = new TreeMap<>();
  final CheckpointIndex index;
  final CheckpointUpkeep upkeep;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final Path directory;

  Holders(Path directory, int nodes) {
    this.directory = directory;
    for (int number = 1; number <= nodes; number++) {
      NodeId node = new NodeId(number);
      var _ = network.join(node);
      up.add(node);
      ImageRepository repository = SmallVersions.repository(disk(node));
      ImageExchange exchange =
          new ImageExchange(
              network.streams(node), repository, SmallVersions.SEAL, System::nanoTime);
      exchange.serve();
      repositories.put(node, repository);
      exchanges.put(node, exchange);
      network
          .channel(node)
          .handle(Orders.VERIFY, new VerifyHandler(new CopyCheck(repository, exchange)));
    }
    this.index = new CheckpointIndex(network.maps(new NodeId(1)));
    this.upkeep = new CheckpointUpkeep(network.channel(new NodeId(1)), index);
  }

  ImageRepository repository(NodeId node) {
    return Objects.requireNonNull(repositories.get(node));
  }

  private ImageExchange exchange(NodeId node) {
    return Objects.requireNonNull(exchanges.get(node));
  }

  Path disk(NodeId node) {
    return directory.resolve("node" + node);
  }

  /** Stores a version on one node and puts it on others. */
  Checkpoint store(CheckpointId id, byte[] content, NodeId first, NodeId... others)
      throws IOException {
    Checkpoint line =
        SmallVersions.line(
            SmallVersions.store(repository(first), id, Instant.EPOCH, content), first);
    var _ = index.addHolder(line, first);
    for (NodeId other : others) {
      exchange(first).store(id, other);
      var _ = index.addHolder(line, other);
    }
    return line;
  }

  void crash(NodeId node) {
    network.crash(node);
    up.remove(node);
  }

  Replication replication(NodeId node) {
    return new Replication(node, this, index, exchange(node), FAST);
  }

  List<Integer> holdersOf(CheckpointId id) {
    return index.find(id.application(), Optional.of(id.version())).holders().stream()
        .map(NodeId::value)
        .toList();
  }

  @Override
  public NodeName named(NodeId node) {
    return new NodeName(node, "node" + node);
  }

  @Override
  public boolean isOnline(NodeId node) {
    return up.contains(node);
  }

  @Override
  public boolean isGone(NodeId node) {
    return !up.contains(node);
  }

  @Override
  public List<NodeId> reachable() {
    return List.copyOf(up);
  }
}
