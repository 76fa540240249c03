package io.ssi.migration.checkpoint;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.wire.ManifestFormat;
import java.security.MessageDigest;

/**
 * A manifest with the seal that shows that an agent of this cluster wrote it.
 *
 * @param bytes the manifest as it is stored
 * @param seal its keyed hash
 */
public record SealedManifest(byte[] bytes, byte[] seal) {

  /**
   * Seals a manifest.
   *
   * @param manifest what to seal
   * @param seal makes the keyed hash
   * @return both
   */
  public static SealedManifest seal(ImageManifest manifest, Seal seal) {
    byte[] bytes = ManifestFormat.encode(manifest);
    return new SealedManifest(bytes, seal.of(bytes));
  }

  /**
   * Opens it, if the seal is right.
   *
   * @param key makes the keyed hash
   * @param where where it was found, for the error
   * @return the manifest
   * @throws ImageCorruptException if it was changed or comes from another cluster
   */
  public ImageManifest open(Seal key, String where) {
    if (!MessageDigest.isEqual(key.of(bytes), seal)) {
      throw new ImageCorruptException(
          "opening the manifest "
              + where
              + ": its seal is wrong, so it was changed or comes from another cluster; it is not used");
    }
    return ManifestFormat.decode(bytes);
  }
}
