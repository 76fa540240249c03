package io.ssi.migration.target;

import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.wire.ManifestFormat;
import io.ssi.pid.ApplicationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The image of one attempt to move an application here. It is kept until the copy runs, with its
 * manifest beside CRIU's files, so that another agent of this node can go on from it.
 *
 * @param application what came
 * @param attempt number of the attempt
 * @param path its directory
 */
record KeptImage(ApplicationId application, long attempt, Path path) {
  // No name that a file of an image can have.
  private static final String MANIFEST = "MANIFEST";

  /** Puts the manifest beside the files that it lists. */
  static void write(ImageDirectory image, ImageManifest manifest) throws IOException {
    Files.write(image.path().resolve(MANIFEST), ManifestFormat.encode(manifest));
  }

  /**
   * What the source said of it.
   *
   * @throws java.nio.file.NoSuchFileException if it never came whole
   * @throws io.ssi.migration.image.ImageCorruptException if it is not what was written
   */
  ImageManifest manifest() throws IOException {
    return ManifestFormat.decode(Files.readAllBytes(path.resolve(MANIFEST)));
  }

  /** Removes it. */
  void delete() throws IOException {
    new ImageDirectory(path).delete();
  }
}
