package io.ssi.migration.checkpoint;

import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.ImageFormatException;
import io.ssi.linux.criu.image.RequiredFile;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.WritableFile;
import io.ssi.migration.preflight.FactsReader;
import io.ssi.migration.preflight.FileUse;
import io.ssi.migration.preflight.ImageNeeds;
import io.ssi.migration.preflight.NeededFile;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.wire.NeedsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the manifest what an image needs where it is restored, so that a node can be asked
 * without having the image. Thread-safe; blocks on the disk.
 */
public final class NeedsWriter {
  private static final Logger log = LoggerFactory.getLogger(NeedsWriter.class);

  private final Supplier<NodeFacts> origin;
  private final Predicate<String> prepared;

  /**
   * A writer.
   *
   * @param origin what this node says of itself
   * @param prepared whether a path is made ready wherever an application comes to, as its log is
   */
  public NeedsWriter(Supplier<NodeFacts> origin, Predicate<String> prepared) {
    this.origin = origin;
    this.prepared = prepared;
  }

  /**
   * What an image needs.
   *
   * @param image complete
   * @param writable the files that its processes have open for writing
   * @return for the manifest; empty if the image cannot be read
   * @throws IOException if its directory cannot be read
   */
  byte[] of(ImageDirectory image, List<WritableFile> writable) throws IOException {
    List<RequiredFile> required;
    try {
      required = CheckpointImages.read(image.path()).requiredFiles();
    } catch (ImageFormatException e) {
      // It can be restored all the same; only nobody can tell beforehand.
      log.warn("What the image in {} needs is not known", image.path(), e);
      return new byte[0];
    }
    long pages = 0;
    for (ImageFileName name : image.names()) {
      pages += name.value().startsWith("pages-") ? Files.size(image.file(name)) : 0;
    }
    return NeedsFormat.encode(new ImageNeeds(files(required, writable), pages, origin.get()));
  }

  private List<NeededFile> files(List<RequiredFile> required, List<WritableFile> writable) {
    Map<String, WritableFile> written = new HashMap<>();
    writable.forEach(file -> written.put(file.path().toString(), file));
    List<NeededFile> files = new ArrayList<>();
    for (RequiredFile file : required) {
      if (FactsReader.belongsToFiles(file.path(), prepared) && file.mode().isPresent()) {
        Optional<WritableFile> own = Optional.ofNullable(written.get(file.path()));
        FileUse use =
            new FileUse(
                file.path(),
                file.size().orElse(0),
                file.mode().getAsInt(),
                0,
                file.mayGrow() || file.size().isEmpty(),
                file.buildId().filter(any -> file.uses().contains(RequiredFile.Use.MAPPED)));
        boolean saved = own.flatMap(WritableFile::savedAs).isPresent();
        files.add(new NeededFile(use, own.isPresent(), saved));
      }
    }
    return files;
  }
}
