package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.Sha256;
import io.ssi.pid.Owner;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Versions of a few bytes in repositories on the disk. */
public final class SmallVersions {
  public static final Seal SEAL =
      bytes -> {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 'k');
        return digest.digest(bytes);
      };

  private SmallVersions() {}

  public static ImageRepository repository(Path directory) {
    return new ImageRepository(directory, SEAL, Thread::new);
  }

  /** Stores a version whose only file has a content. */
  public static ImageManifest store(
      ImageRepository repository, CheckpointId id, Instant created, byte[] content)
      throws IOException {
    try (NewVersion version = repository.begin(id)) {
      Files.write(version.image().path().resolve("pages-1.img"), content);
      ImageManifest manifest = manifest(id, created, version.store());
      version.complete(SealedManifest.seal(manifest, SEAL));
      return manifest;
    }
  }

  public static ImageManifest manifest(CheckpointId id, Instant created, List<ImageFile> files) {
    return new ImageManifest(
        id.application(),
        id.version(),
        "",
        created,
        1,
        APPLICATION,
        "true",
        files,
        List.of(),
        List.of(),
        3,
        Duration.ofMillis(7));
  }

  /** The line of the index for a version that a node holds. */
  public static Checkpoint line(ImageManifest manifest, NodeId holder) {
    return CheckpointLines.of(manifest, 1000, 0, holder);
  }

  private static final byte[] APPLICATION =
      ApplicationWire.encode(
          new ApplicationRegistry(
                  new InMemoryClusterMaps().open(ApplicationsMap.SCHEMA),
                  ReservedNumbers.NONE,
                  Retention.DEFAULT,
                  InstantSource.fixed(Instant.EPOCH))
              .register(
                  new NewApplication(
                      "work", new Owner(1000, 1000, "ada"), List.of("work"), new NodeId(1))));
}
