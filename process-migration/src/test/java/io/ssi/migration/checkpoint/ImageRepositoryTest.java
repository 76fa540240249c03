package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRepositoryTest {
  private static final CheckpointId ID = new CheckpointId(17, 1);
  private static final Seal SEAL =
      bytes -> {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 'k');
        return digest.digest(bytes);
      };

  @TempDir Path temp = Path.of("set by JUnit");
  private ImageRepository repository = new ImageRepository(temp, SEAL, Thread::new);

  @BeforeEach
  void opens() {
    repository = new ImageRepository(temp.resolve("checkpoints"), SEAL, Thread::new);
  }

  private ImageManifest store(CheckpointId id) throws IOException {
    try (NewVersion version = repository.begin(id)) {
      Files.writeString(version.image().path().resolve("core-3.img"), "registers of " + id);
      ImageManifest manifest = manifest(id, version.store());
      version.complete(SealedManifest.seal(manifest, SEAL));
      return manifest;
    }
  }

  private static ImageManifest manifest(CheckpointId id, List<ImageFile> files) {
    return new ImageManifest(
        id.application(),
        id.version(),
        "",
        Instant.EPOCH,
        1,
        new byte[0],
        "true",
        files,
        List.of(),
        List.of(),
        3,
        Duration.ZERO);
  }

  @Test
  void listsWhatIsWhole() throws IOException {
    store(ID);
    store(new CheckpointId(17, 2));
    store(new CheckpointId(3, 1));

    assertThat(repository.list())
        .containsExactly(new CheckpointId(3, 1), ID, new CheckpointId(17, 2));
  }

  @Test
  void nothingStaysOfWhatWasBegunAndNotCompleted() throws IOException {
    try (NewVersion version = repository.begin(ID)) {
      Files.writeString(version.image().path().resolve("core-3.img"), "registers");
      version.store();

      assertThat(repository.list()).isEmpty();
      assertThat(repository.find(ID)).isEmpty();
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void clearsWhatAnAgentThatWasKilledLeft() throws IOException {
    store(ID);
    List<Path> before = files();
    NewVersion killed = repository.begin(new CheckpointId(17, 2));
    Files.writeString(killed.image().path().resolve("core-3.img"), "other registers");
    killed.store();

    ImageRepository next = new ImageRepository(temp.resolve("checkpoints"), SEAL, Thread::new);
    next.tidy();

    assertThat(files()).isEqualTo(before);
    assertThat(next.list()).containsExactly(ID);
  }

  @Test
  void givesTheFilesOfAVersionBack() throws IOException {
    store(ID);

    try (RestoredImage image = repository.restore(ID)) {
      assertThat(image.image().path().resolve("core-3.img")).hasContent("registers of 17.1");
      assertThat(image.manifest().version()).isEqualTo(1);
    }

    assertThat(files()).noneMatch(file -> file.toString().contains("restored"));
  }

  @Test
  void refusesToOverwriteAVersion() throws IOException {
    store(ID);

    assertThatThrownBy(() -> repository.begin(ID)).hasMessageContaining("there already");
  }

  @Test
  void findsAManifestThatWasChanged() throws IOException {
    store(ID);
    Path manifest = temp.resolve("checkpoints/17/1/MANIFEST");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(manifest, bytes);

    assertThatThrownBy(() -> repository.find(ID))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("seal");
  }

  @Test
  void findsAVersionThatWasPutInThePlaceOfAnother() throws IOException {
    store(ID);
    Files.move(temp.resolve("checkpoints/17/1"), temp.resolve("checkpoints/17/9"));

    assertThatThrownBy(() -> repository.find(new CheckpointId(17, 9)))
        .isInstanceOf(ImageCorruptException.class)
        .hasMessageContaining("another version");
  }

  @Test
  void removesAVersionWhole() throws IOException {
    store(ID);

    repository.remove(ID);
    repository.remove(ID);

    assertThat(repository.list()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void pagesInUseAreRemovedWhenNobodyUsesThem() throws IOException {
    store(ID);
    try (NewVersion other = repository.begin(new CheckpointId(17, 2))) {
      repository.remove(ID);

      assertThat(repository.list()).isEmpty();
      assertThat(files()).isNotEmpty();
      assertThat(other.image().names()).isEmpty();
    }

    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(temp)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
