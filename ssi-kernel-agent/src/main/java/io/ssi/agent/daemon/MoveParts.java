package io.ssi.agent.daemon;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.service.AgentServices;
import io.ssi.linux.container.ContainerProcesses;
import io.ssi.membership.ClusterKey;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.Checkpointer;
import io.ssi.migration.checkpoint.CopyCheck;
import io.ssi.migration.checkpoint.ImageExchange;
import io.ssi.migration.checkpoint.ImageRepository;
import io.ssi.migration.checkpoint.NeedsReader;
import io.ssi.migration.checkpoint.NeedsWriter;
import io.ssi.migration.checkpoint.RepositoryIndexing;
import io.ssi.migration.checkpoint.Restarter;
import io.ssi.migration.checkpoint.Revival;
import io.ssi.migration.checkpoint.Seal;
import io.ssi.migration.checkpoint.SecondHolder;
import io.ssi.migration.checkpoint.UndecidedVersions;
import io.ssi.migration.checkpoint.VersionExport;
import io.ssi.migration.checkpoint.VersionImport;
import io.ssi.migration.checkpoint.VersionLedger;
import io.ssi.migration.checkpoint.WritableFileReader;
import io.ssi.migration.container.KeptContainers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.preflight.FactsReader;
import io.ssi.migration.service.CheckpointUpkeep;
import io.ssi.migration.service.LocalSide;
import io.ssi.migration.service.OrderHandlers;
import io.ssi.migration.service.ProcessMigrator;
import io.ssi.migration.service.Replication;
import io.ssi.migration.target.ArrivalRecovery;
import io.ssi.migration.target.ArrivalServer;
import io.ssi.pid.registry.ApplicationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves, checkpoints and restarts: what this node does for others, and what it can order. */
final class MoveParts {
  private static final Logger log = LoggerFactory.getLogger(MoveParts.class);

  // A tmpfs: what is there goes to memory once more before it is restored.
  static final Path IMAGES = Path.of("/run/ssi/images");
  private static final Path LEAVING = IMAGES.resolve("leaving");
  static final Path CHECKPOINTS = Path.of("/var/lib/ssi/checkpoints");
  private static final long SAVED_FILES_BYTES = 64L << 20;
  private static final long REPLICATION_RATE = 32L << 20;
  private static final int SEAL_KEY_BYTES = 32;

  private final RepositoryIndexing indexing;
  private final ProcessMigrator migrator;
  private final CheckpointUpkeep upkeep;
  private final AgentServices.VersionFiles files;
  private final ArrivalRecovery recovery;

  MoveParts(
      AgentConfig config,
      GroupParts group,
      HostParts linux,
      ApplicationParts applications,
      KnownNodes nodes,
      CheckpointIndex index,
      Facilities facilities) {
    Seal seal = seal(group.key());
    BulkStreams streams = group.streams();
    KeptContainers containers = containers(linux, applications, facilities);
    clear(LEAVING);
    Predicate<String> prepared = path -> path.startsWith(ApplicationParts.APPLICATIONS + "/");
    ImageRepository repository = new ImageRepository(CHECKPOINTS, seal, facilities.platform());
    UndecidedVersions undecided = new UndecidedVersions(CHECKPOINTS);
    this.indexing =
        new RepositoryIndexing(
            repository, new VersionLedger(CHECKPOINTS), index, undecided, config.id());
    ImageExchange exchange = new ImageExchange(streams, repository, seal, facilities.nanoClock());
    Restarter.Sources sources = new Restarter.Sources(repository, exchange, index);
    Checkpointer checkpointer =
        checkpointer(node(containers, linux, prepared), sources, seal, facilities);
    Restarter restarter =
        new Restarter(
            config.id(),
            containers,
            sources,
            revival(config.id(), applications.registry(), nodes, facilities),
            number -> ApplicationParts.APPLICATIONS + "/" + number + "/",
            facilities.nanoClock());
    LocalSide side =
        side(config.id(), applications.registry(), containers, linux, prepared, facilities);
    OrderHandlers.install(
        group.membership().channel(),
        streams,
        side,
        nodes,
        new OrderHandlers.Checkpoints(
            checkpointer,
            exchange,
            index,
            restarter,
            new NeedsReader(repository),
            new CopyCheck(repository, exchange),
            undecided,
            facilities.timer()),
        linux::moveFacts,
        facilities.platform());
    exchange.serve();
    indexing.follow();
    RepeatedWork.replicate(
        new Replication(config.id(), nodes, index, exchange, REPLICATION_RATE), facilities);
    ArrivalServer arrivals = arrivals(config.id(), applications.registry(), containers, facilities);
    arrivals.serve(streams);
    this.recovery = arrivals.recovery();
    this.upkeep = new CheckpointUpkeep(group.membership().channel(), index);
    this.files = files(config.id(), sources, seal, applications.registry(), nodes);
    this.migrator =
        new ProcessMigrator(
            group.membership().channel(), applications.registry(), index, nodes, facilities::token);
    RepeatedWork.save(config.id(), applications.registry(), index, migrator, facilities);
  }

  private static Checkpointer checkpointer(
      Checkpointer.Node node, Restarter.Sources sources, Seal seal, Facilities facilities) {
    return new Checkpointer(
        node,
        sources.repository(),
        sources.index(),
        seal,
        new Checkpointer.Times(facilities.clock(), facilities.nanoClock()));
  }

  private static AgentServices.VersionFiles files(
      NodeId local,
      Restarter.Sources sources,
      Seal seal,
      ApplicationRegistry registry,
      KnownNodes nodes) {
    SecondHolder second = new SecondHolder(local, nodes, sources.exchange(), sources.index());
    return new AgentServices.VersionFiles(
        new VersionExport(local, sources),
        new VersionImport(sources.repository(), seal, registry, second));
  }

  private static LocalSide side(
      NodeId local,
      ApplicationRegistry registry,
      KeptContainers containers,
      HostParts linux,
      Predicate<String> prepared,
      Facilities facilities) {
    return new LocalSide(
        local,
        registry,
        containers,
        new FactsReader(linux.proc(), linux.self()),
        prepared,
        LEAVING,
        facilities.clock(),
        facilities.nanoClock(),
        facilities.phases());
  }

  private static ArrivalServer arrivals(
      NodeId local,
      ApplicationRegistry registry,
      KeptContainers containers,
      Facilities facilities) {
    return new ArrivalServer(
        local,
        containers,
        registry,
        IMAGES.resolve("arriving"),
        facilities.platform(),
        facilities.background());
  }

  private static Checkpointer.Node node(
      KeptContainers containers, HostParts linux, Predicate<String> prepared) {
    return new Checkpointer.Node(
        containers,
        new WritableFileReader(linux.proc(), prepared, SAVED_FILES_BYTES),
        new NeedsWriter(linux::moveFacts, prepared));
  }

  private static Revival revival(
      NodeId local, ApplicationRegistry registry, KnownNodes nodes, Facilities facilities) {
    return new Revival(registry, nodes, local, facilities.clock(), facilities.platform());
  }

  /** What is there belongs to moves that ended with an earlier agent, on this side. */
  private static void clear(Path leaving) {
    try {
      new ImageDirectory(leaving).delete();
    } catch (IOException e) {
      log.warn("Images of earlier moves stay in {}", leaving, e);
    }
  }

  private static KeptContainers containers(
      HostParts linux, ApplicationParts applications, Facilities facilities) {
    return new KeptContainers(
        new KeptContainers.View(
            applications.host(),
            new ContainerProcesses(linux.proc()),
            applications.processes(),
            applications.hostedRuns(),
            linux.group()),
        linux::criuCommand,
        facilities.nanoClock());
  }

  private static Seal seal(ClusterKey key) {
    SecretKeySpec derived =
        new SecretKeySpec(
            key.derive(new byte[0], "checkpoint manifests", SEAL_KEY_BYTES), "HmacSHA256");
    return bytes -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(derived);
        return mac.doFinal(bytes);
      } catch (NoSuchAlgorithmException | InvalidKeyException e) {
        throw new IllegalStateException("Every JDK has HmacSHA256", e);
      }
    };
  }

  RepositoryIndexing indexing() {
    return indexing;
  }

  ArrivalRecovery recovery() {
    return recovery;
  }

  AgentServices.VersionFiles files() {
    return files;
  }

  CheckpointUpkeep upkeep() {
    return upkeep;
  }

  ProcessMigrator migrator() {
    return migrator;
  }
}
