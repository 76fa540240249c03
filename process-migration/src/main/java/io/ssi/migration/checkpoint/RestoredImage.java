package io.ssi.migration.checkpoint;

import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageManifest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a version as CRIU reads them, every one checked; they are removed when it is closed.
 *
 * @param manifest what the version is
 * @param image the files
 */
public record RestoredImage(ImageManifest manifest, ImageDirectory image) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RestoredImage.class);

  @Override
  public void close() {
    try {
      image.delete();
    } catch (IOException e) {
      log.warn("The files of a restart stay in {} until the agent starts again", image.path(), e);
    }
  }
}
