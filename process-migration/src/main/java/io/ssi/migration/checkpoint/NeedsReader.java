package io.ssi.migration.checkpoint;

import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.preflight.ImageNeeds;
import io.ssi.migration.wire.NeedsFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what a version that this node holds needs where it is restored.
 *
 * @param repository of this node
 */
public record NeedsReader(ImageRepository repository) {

  /**
   * Reads it. Blocks on the disk.
   *
   * @param id of a version that is here
   * @return what it needs; empty for one that does not say
   * @throws ImageCorruptException if the version is not here, or was changed
   */
  public Optional<ImageNeeds> read(CheckpointId id) {
    try {
      byte[] needs = repository.manifest(id).needs();
      return needs.length == 0 ? Optional.empty() : Optional.of(NeedsFormat.decode(needs));
    } catch (IOException e) {
      throw new ImageCorruptException(
          "what version " + id + " needs cannot be read here: " + e.getMessage(), e);
    }
  }
}
