package io.ssi.migration.checkpoint;

import io.ssi.migration.FilePolicy;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.WritableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Finds the files that were written after a checkpoint, and does with them what the caller asked
 * for. Blocks on the disk.
 */
final class ChangedFiles {

  private ChangedFiles() {}

  /** The files that are not as they were. */
  static List<WritableFile> find(List<WritableFile> files) {
    return files.stream().filter(ChangedFiles::isChanged).toList();
  }

  private static boolean isChanged(WritableFile file) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return now.size() != file.length()
          || !now.lastModifiedTime().toInstant().equals(file.modified());
    } catch (IOException e) {
      // Whatever it is now, it is not what it was.
      return true;
    }
  }

  /** Refuses what cannot be done, before anything is done. */
  static void check(List<WritableFile> changed, FilePolicy policy) {
    for (WritableFile file : changed) {
      switch (policy) {
        case KEEP -> {}
        case TRUNCATE -> {
          long now = lengthOf(file.path());
          if (now < file.length()) {
            throw new RefusedException(
                "cannot cut "
                    + file.path()
                    + " back to the "
                    + file.length()
                    + " bytes that it had at the checkpoint: it has only "
                    + Math.max(now, 0)
                    + "; use --files=image");
          }
        }
        case IMAGE -> {
          if (file.savedAs().isEmpty()) {
            throw new RefusedException(
                "cannot put back "
                    + file.path()
                    + ": it was too large to be saved with the checkpoint; use --files=keep or --files=truncate");
          }
        }
      }
    }
  }

  private static long lengthOf(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .size();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Does what was asked for, with the rights of the application's owner. */
  static void apply(
      List<WritableFile> changed, FilePolicy policy, ImageDirectory image, int owner) {
    for (WritableFile file : changed) {
      try {
        switch (policy) {
          case KEEP -> {}
          case TRUNCATE -> truncate(file, owner);
          case IMAGE -> putBack(file, image, owner);
        }
      } catch (IOException e) {
        throw new MoveFailedException(
            Outcome.ROLLED_BACK,
            "cannot bring " + file.path() + " back to the checkpoint: " + e.getMessage(),
            e);
      }
    }
  }

  private static void truncate(WritableFile file, int owner) throws IOException {
    try (FileChannel channel = OwnFile.open(file.path(), owner)) {
      channel.truncate(file.length());
    }
  }

  private static void putBack(WritableFile file, ImageDirectory image, int owner)
      throws IOException {
    try (FileChannel channel = OwnFile.openOrMake(file.path(), owner);
        InputStream saved = Files.newInputStream(image.file(file.savedAs().orElseThrow()));
        OutputStream out = Channels.newOutputStream(channel)) {
      channel.truncate(0);
      saved.transferTo(out);
    }
  }
}
