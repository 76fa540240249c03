package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto.RemapEntry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Files that do not exist under their name, {@code remap-fpath.img}: deleted ones, whose content is
 * in the image, and those of processes under {@code /proc}.
 */
final class RemappedFiles {
  private RemappedFiles() {}

  /** Their numbers; CRIU writes the image only where there are any. */
  static Set<Integer> read(Path directory) {
    if (!ImageFile.exists(directory, ImageKind.REMAP)) {
      return Set.of();
    }
    return new HashSet<>(
        ImageFile.read(directory, ImageKind.REMAP)
            .all(
                RemapEntry.parser(),
                entry -> {
                  Present.require(entry.hasOriginal(), "orig_id");
                  return entry.getOriginal();
                }));
  }
}
