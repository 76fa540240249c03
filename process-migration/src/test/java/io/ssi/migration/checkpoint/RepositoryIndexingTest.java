package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks of nodes that come and go, and what the cluster makes of them. */
class RepositoryIndexingTest {
  private static final int APPLICATION = 17;

  @TempDir Path temp = Path.of("set by JUnit");
  private CheckpointIndex index = new CheckpointIndex(new InMemoryClusterMaps());

  /** One node's disk, and its agent's view of it. */
  private final class Node {
    private final NodeId id;
    private final ImageRepository repository;
    private final VersionLedger ledger;
    private final UndecidedVersions undecided;

    private Node(int number) {
      this.id = new NodeId(number);
      Path disk = temp.resolve("node" + number);
      this.repository = SmallVersions.repository(disk);
      this.ledger = new VersionLedger(disk);
      this.undecided = new UndecidedVersions(disk);
    }

    private void joins() {
      RepositoryIndexing indexing =
          new RepositoryIndexing(repository, ledger, index, undecided, id);
      indexing.follow();
      indexing.index();
    }

    private List<Integer> versions() throws IOException {
      return repository.list().stream().map(CheckpointId::version).toList();
    }

    /** Takes a checkpoint, as the index numbers it. */
    private Checkpoint saves(String content) throws IOException {
      Checkpoint line =
          index.reserve(
              APPLICATION, next -> CheckpointLines.of(manifest(next, content), 1000, 0, id));
      return stores(line.id(), content);
    }

    private Checkpoint stores(CheckpointId version, String content) throws IOException {
      ImageManifest manifest =
          SmallVersions.store(repository, version, created(content), bytes(content));
      Checkpoint line = CheckpointLines.of(manifest, 1000, repository.storedBytes(version), id);
      index.addHolder(line, id);
      return line;
    }

    /** Takes over a version of another node, as a second holder does. */
    private void keeps(Checkpoint line, String content) throws IOException {
      SmallVersions.store(repository, line.id(), created(content), bytes(content));
      index.addHolder(line, id);
    }

    private String restores(int version) throws IOException {
      try (RestoredImage image = repository.restore(new CheckpointId(APPLICATION, version))) {
        return Files.readString(image.image().path().resolve("pages-1.img"));
      }
    }
  }

  private static ImageManifest manifest(CheckpointId id, String content) {
    return SmallVersions.manifest(id, created(content), List.of());
  }

  private static Instant created(String content) {
    return Instant.ofEpochSecond(content.hashCode());
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** All agents end; the maps with them, the disks stay. */
  private void clusterEnds() {
    index = new CheckpointIndex(new InMemoryClusterMaps());
  }

  private List<Integer> listed() {
    return index.list().stream().map(line -> line.id().version()).toList();
  }

  @Test
  void whatAHolderHasIsListedAfterTheClusterWasStartedAgain() throws IOException {
    Node one = new Node(1);
    one.joins();
    one.saves("first");
    one.saves("second");
    clusterEnds();

    new Node(1).joins();

    assertThat(listed()).containsExactly(1, 2);
    assertThat(index.find(APPLICATION, Optional.of(2)).holders()).containsExactly(one.id);
    assertThat(index.find(APPLICATION, Optional.of(2)).storedBytes()).isPositive();
  }

  @Test
  void allHoldersRemoveWhatIsDeleted() throws IOException {
    Node one = new Node(1);
    Node two = new Node(2);
    one.joins();
    two.joins();
    two.keeps(one.saves("first"), "first");
    two.keeps(one.saves("second"), "second");

    index.delete(APPLICATION, List.of(1));

    assertThat(listed()).containsExactly(2);
    assertThat(one.versions()).containsExactly(2);
    assertThat(two.versions()).containsExactly(2);
    assertThat(two.restores(2)).isEqualTo("second");
  }

  @Test
  void aHolderThatWasAwayDoesNotBringBackWhatWasDeleted() throws IOException {
    Node one = new Node(1);
    one.joins();
    Checkpoint first = one.saves("first");
    Node two = new Node(2);
    clusterEnds();
    two.joins();
    two.keeps(first, "first");
    index.delete(APPLICATION, List.of(1));

    one.joins();

    assertThat(listed()).isEmpty();
    assertThat(one.versions()).isEmpty();
    assertThat(index.holds(APPLICATION)).isFalse();
  }

  @Test
  void aDeletionOutlivesTheWholeCluster() throws IOException {
    Node one = new Node(1);
    one.joins();
    Node three = new Node(3);
    three.joins();
    one.saves("first");
    one.saves("second");
    // Its disk is away while the version is deleted.
    CheckpointIndex before = index;
    Node away = new Node(2);
    away.repository.begin(new CheckpointId(APPLICATION, 1)).close();
    SmallVersions.store(
        away.repository, new CheckpointId(APPLICATION, 1), created("first"), bytes("first"));
    before.delete(APPLICATION, List.of(1));
    clusterEnds();

    new Node(3).joins();
    away.joins();

    assertThat(listed()).isEmpty();
    assertThat(away.versions()).isEmpty();
  }

  @Test
  void aNumberIsNotGivenAgainAfterTheClusterWasStartedWithoutItsHolder() throws IOException {
    Node one = new Node(1);
    Node two = new Node(2);
    one.joins();
    two.joins();
    one.saves("first");
    two.saves("second");
    clusterEnds();

    Node again = new Node(1);
    again.joins();

    assertThat(again.saves("third").id().version()).isEqualTo(3);
  }

  @Test
  void twoVersionsThatGotTheSameNumberAreBothListed() throws IOException {
    Node one = new Node(1);
    Node two = new Node(2);
    Node three = new Node(3);
    two.joins();
    Checkpoint early = two.saves("early");
    three.keeps(early, "early");
    clusterEnds();
    one.joins();
    Checkpoint late = one.saves("late");
    assertThat(late.id()).isEqualTo(early.id());

    two.joins();
    three.joins();

    assertThat(listed()).containsExactly(1, 2);
    assertThat(index.find(APPLICATION, Optional.of(2)).holders()).containsExactly(two.id, three.id);
    assertThat(one.restores(1)).isEqualTo("late");
    assertThat(two.restores(2)).isEqualTo("early");
    assertThat(three.restores(2)).isEqualTo("early");
  }

  @Test
  void theNumberOfACheckpointThatFailedIsGivenAgain() throws IOException {
    Node one = new Node(1);
    one.joins();
    one.saves("first");
    Checkpoint failed =
        index.reserve(
            APPLICATION, next -> CheckpointLines.of(manifest(next, "none"), 1000, 0, one.id));
    index.remove(failed.id());

    assertThat(one.saves("second").id()).isEqualTo(failed.id());
  }

  @Test
  void aVersionThatWasWholeWhenItsAgentEndedIsListedByTheNext() throws IOException {
    Node one = new Node(1);
    one.joins();
    Checkpoint draft =
        index.reserve(
            APPLICATION,
            next ->
                CheckpointLines.of(manifest(next, "cut off"), 1000, 0, one.id)
                    .withHolders(new TreeSet<>()));
    SmallVersions.store(one.repository, draft.id(), created("cut off"), bytes("cut off"));
    assertThat(listed()).isEmpty();

    new Node(1).joins();

    assertThat(listed()).containsExactly(1);
  }
}
