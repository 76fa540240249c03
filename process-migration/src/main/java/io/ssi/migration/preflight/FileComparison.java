package io.ssi.migration.preflight;

import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Compares a file that an application uses elsewhere with the one under the same name on this node.
 * CRIU reopens files by their names and compares size, mode and, of what is mapped, the build id
 * (criu/files-reg.c), so that is what is looked at. Blocks on the disk.
 */
public final class FileComparison {
  private static final int PERMISSIONS = 07777;

  private FileComparison() {}

  /**
   * Compares one file.
   *
   * @param node this node's name, for the reason
   * @param use what the application uses
   * @return the reason why it cannot be used here, or empty
   */
  public static Optional<MoveBlocker> compare(String node, FileUse use) {
    return compare(node, use, size -> use.appendOnly() || size == use.size());
  }

  /**
   * Compares one file that is to be cut to its old length first.
   *
   * @param node this node's name, for the reason
   * @param use what the application used
   * @return the reason why it cannot be used here, or empty
   */
  public static Optional<MoveBlocker> compareCut(String node, FileUse use) {
    return compare(node, use, size -> size >= use.size());
  }

  private static Optional<MoveBlocker> compare(String node, FileUse use, LongPredicate fits) {
    Path path = Path.of(use.path());
    Map<String, Object> here;
    try {
      here = Files.readAttributes(path, "unix:mode,size,ino", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.of(
          new MoveBlocker(
              Code.FILE_MISSING,
              use.path(),
              "does not exist on " + node,
              "put it there, or on storage that all nodes share"));
    } catch (IOException e) {
      return Optional.of(
          new MoveBlocker(
              Code.FILE_MISSING,
              use.path(),
              "cannot be read on " + node + ": " + e.getMessage(),
              "make it readable there"));
    }
    int mode = (Integer) here.getOrDefault("mode", 0);
    long size = ((Number) here.getOrDefault("size", 0L)).longValue();
    if (mode != use.mode()) {
      return differs(
          node,
          use,
          String.format(
              Locale.ROOT,
              "has mode %o there, not %o",
              mode & PERMISSIONS,
              use.mode() & PERMISSIONS));
    }
    long inode = ((Number) here.getOrDefault("ino", 0L)).longValue();
    boolean isShared = use.inode() != 0 && use.inode() == inode;
    if (use.isRegular() && !isShared && !fits.test(size)) {
      return differs(node, use, "has " + size + " bytes there, not " + use.size());
    }
    Optional<String> build = use.buildId().flatMap(any -> BuildId.of(path));
    return build.equals(use.buildId())
        ? Optional.empty()
        : differs(
            node,
            use,
            "is build " + build.orElse("of no number") + " there, not " + use.buildId().orElse(""));
  }

  private static Optional<MoveBlocker> differs(String node, FileUse use, String how) {
    return Optional.of(
        new MoveBlocker(
            Code.FILE_DIFFERS,
            use.path(),
            "is another file on " + node + ": it " + how,
            "make the files equal, or use storage that all nodes share"));
  }
}
