package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.NodeName;
import io.ssi.migration.RefusedException;
import io.ssi.migration.checkpoint.VersionImport.Imported;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFileTest {
  private static final int PAGE = 4096;
  private static final int PAGES = 5000;
  private static final int ROOT = 0;
  private static final int OWNER = 1000;
  private static final CheckpointId SAVED = new CheckpointId(17, 3);
  private static final VersionImport.Order OURS = new VersionImport.Order(OWNER, false);

  @TempDir Path temp = Path.of("set by JUnit");
  private byte[] file = new byte[0];

  /** Two nodes of one cluster; what is done is done on the first. */
  private static final class TwoNodes implements ClusterNodes {
    private static final NodeId HERE = new NodeId(1);
    private static final NodeId OTHER = new NodeId(2);

    private final ImageRepository repository;
    private final CheckpointIndex index;
    private final VersionExport exporting;
    private final VersionImport importing;

    TwoNodes(Path directory, Seal seal) {
      InMemoryNetwork network = new InMemoryNetwork();
      var _ = network.join(HERE);
      var _ = network.join(OTHER);
      repository = new ImageRepository(directory.resolve("1"), seal, Thread::new);
      ImageRepository second = new ImageRepository(directory.resolve("2"), seal, Thread::new);
      new ImageExchange(network.streams(OTHER), second, seal, System::nanoTime).serve();
      var exchange = new ImageExchange(network.streams(HERE), repository, seal, System::nanoTime);
      index = new CheckpointIndex(network.maps(HERE));
      exporting = new VersionExport(HERE, new Restarter.Sources(repository, exchange, index));
      ApplicationRegistry registry =
          new ApplicationRegistry(
              network.maps(HERE).open(ApplicationsMap.SCHEMA),
              ReservedNumbers.NONE,
              Retention.DEFAULT,
              InstantSource.system());
      importing =
          new VersionImport(
              repository, seal, registry, new SecondHolder(HERE, this, exchange, index));
    }

    byte[] exported(int uid) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      var _ = exporting.write(SAVED.application(), Optional.empty(), uid, out);
      return out.toByteArray();
    }

    Imported read(byte[] bytes, VersionImport.Order order) {
      return importing.read(new ByteArrayInputStream(bytes), order);
    }

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
      return List.of(HERE, OTHER);
    }
  }

  @BeforeEach
  void exportsAVersion() throws IOException {
    TwoNodes from = cluster("from", SmallVersions.SEAL);
    // Some pages are alike, and the last one is not full.
    byte[] content = new byte[PAGES * PAGE - 100];
    byte[] page = new byte[PAGE];
    Random random = new Random(3);
    for (int at = 0; at + PAGE <= content.length; at += PAGE) {
      if (random.nextInt(3) > 0) {
        random.nextBytes(page);
      }
      System.arraycopy(page, 0, content, at, PAGE);
    }
    var manifest = SmallVersions.store(from.repository, SAVED, Instant.EPOCH, content);
    var _ = from.index.addHolder(SmallVersions.line(manifest, TwoNodes.HERE), TwoNodes.HERE);
    file = from.exported(OWNER);
    assertThatThrownBy(() -> from.exported(OWNER + 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("EPERM");
  }

  private TwoNodes cluster(String name, Seal seal) {
    return new TwoNodes(temp.resolve(name), seal);
  }

  @Test
  void whatIsImportedIsWhatWasExportedOnTwoNodes() throws IOException {
    TwoNodes to = cluster("to", SmallVersions.SEAL);

    Imported imported = to.read(file, OURS);

    Checkpoint version = imported.version();
    assertThat(imported.isNew()).isTrue();
    assertThat(version.id()).isEqualTo(new CheckpointId(17, 1));
    assertThat(version.holders()).containsExactly(TwoNodes.HERE, TwoNodes.OTHER);
    to.repository.verify(version.id());
    try (RestoredImage there = to.repository.restore(version.id());
        RestoredImage here = SmallVersions.repository(temp.resolve("from/1")).restore(SAVED)) {
      assertThat(there.image().path().resolve("pages-1.img"))
          .hasSameBinaryContentAs(here.image().path().resolve("pages-1.img"));
    }
  }

  @Test
  void whatIsThereAlreadyIsNotTakenTwice() {
    TwoNodes to = cluster("to", SmallVersions.SEAL);
    Checkpoint first = to.read(file, OURS).version();

    Imported again = to.read(file, OURS);

    assertThat(again.isNew()).isFalse();
    assertThat(again.version()).isEqualTo(first);
    assertThat(to.index.list()).containsExactly(first);
  }

  @Test
  void ofADeletedVersionTheNumberIsNotGivenAgain() {
    TwoNodes to = cluster("to", SmallVersions.SEAL);
    to.index.delete(17, List.of(to.read(file, OURS).version().id().version()));

    assertThat(to.read(file, OURS).version().id()).isEqualTo(new CheckpointId(17, 2));
  }

  @Test
  void ofAFileThatIsCutOffOrAlteredNothingIsKept() {
    TwoNodes to = cluster("to", SmallVersions.SEAL);
    SeededRuns.repeat(
        40,
        random -> {
          byte[] bad = file.clone();
          boolean cut = random.nextBoolean();
          // Where the head is, too.
          int at = random.nextInt(random.nextBoolean() ? 300 : file.length);
          if (cut) {
            bad = Arrays.copyOf(bad, at);
          } else {
            bad[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
          }
          byte[] given = bad;

          assertThatThrownBy(() -> to.read(given, OURS))
              .as("%s at %s of %s", cut ? "cut" : "altered", at, file.length)
              .isInstanceOf(ImageCorruptException.class)
              .hasMessageContaining("cannot import the checkpoint: ");

          assertThat(to.index.list()).isEmpty();
          assertThat(packs()).isEmpty();
        });
  }

  @Test
  void whatAnotherClusterSealedIsTakenFromRootWhoSaysSoAndSealedAnew() throws IOException {
    TwoNodes to = cluster("to", bytes -> SmallVersions.SEAL.of(SmallVersions.SEAL.of(bytes)));

    assertThatThrownBy(() -> to.read(file, OURS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another cluster");
    assertThatThrownBy(() -> to.read(file, new VersionImport.Order(OWNER, true)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("EPERM");
    assertThat(to.index.list()).isEmpty();

    Checkpoint version = to.read(file, new VersionImport.Order(ROOT, true)).version();

    to.repository.verify(version.id());
  }

  @Test
  void anotherUserMayNotImportIt() {
    TwoNodes to = cluster("to", SmallVersions.SEAL);

    assertThatThrownBy(() -> to.read(file, new VersionImport.Order(OWNER + 1, false)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("EPERM");
  }

  @Test
  void theNumberOfAnotherApplicationIsInTheWay() throws IOException {
    TwoNodes to = cluster("to", SmallVersions.SEAL);
    CheckpointId other = new CheckpointId(17, 1);
    var manifest = SmallVersions.store(to.repository, other, Instant.EPOCH, new byte[1]);
    Checkpoint line = SmallVersions.line(manifest, TwoNodes.HERE);
    Checkpoint ofAnother =
        new Checkpoint(
            line.id(),
            "",
            line.created(),
            "something else",
            line.ownerUid(),
            line.bytes(),
            0,
            1,
            line.frozen(),
            line.holders());
    var _ = to.index.addHolder(ofAnother, TwoNodes.HERE);

    assertThatThrownBy(() -> to.read(file, OURS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("that number is another application's here");
  }

  private List<Path> packs() {
    Path directory = temp.resolve("to/1/17");
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
