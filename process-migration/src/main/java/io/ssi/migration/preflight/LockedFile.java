package io.ssi.migration.preflight;

import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file that a process has locked in its own name, F_SETLK of fcntl(2). Where the target has the
 * very same file, as on a file system that both share, its copy would wait for the original's lock.
 *
 * @param process for people
 * @param path absolute
 * @param inode its number
 * @param changedNanos when its inode was changed last
 */
public record LockedFile(String process, String path, long inode, long changedNanos) {

  /**
   * Looks at one.
   *
   * @param process for people
   * @param path that it has
   * @param open how to get at it
   * @return empty if it was closed meanwhile
   */
  static Optional<LockedFile> of(String process, String path, Path open) {
    try {
      Map<String, Object> attributes = Files.readAttributes(open, "unix:ino,ctime");
      long inode = ((Number) attributes.getOrDefault("ino", 0L)).longValue();
      return attributes.get("ctime") instanceof FileTime changed
          ? Optional.of(new LockedFile(process, path, inode, changed.to(TimeUnit.NANOSECONDS)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether this node has the very same file. Blocks on the disk.
   *
   * @param node its name
   * @return the reason why the process cannot come here
   */
  public Optional<MoveBlocker> blockerOn(String node) {
    return of(process, path, Path.of(path))
        .filter(this::equals)
        .map(same ->
            new MoveBlocker(
                Code.FILE_LOCK,
                process,
                "has a lock of its own (fcntl) on " + path + ", which " + node + " shares",
                "try again when it has released it, or let the program use flock"));
  }
}
