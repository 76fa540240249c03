package io.ssi.migration.checkpoint;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.OpenFlag;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Opens a file that an application wrote, for the application's owner and with no more rights than
 * theirs. Its name may lead elsewhere by now: over another directory, a link, to a FIFO. What
 * counts is the file that was opened.
 */
final class OwnFile {
  private OwnFile() {}

  /** For writing, where it is; throws if it is not a regular file of the owner, who is not root. */
  static FileChannel open(Path path, int owner) throws IOException {
    try (Descriptor opened =
        Descriptor.open(
            path,
            OpenFlag.WRITE,
            OpenFlag.NO_FOLLOW,
            OpenFlag.NON_BLOCKING,
            OpenFlag.NO_CONTROLLING_TERMINAL)) {
      Path itself = Path.of("/proc/self/fd", Integer.toString(opened.number()));
      if (!Files.isRegularFile(itself)) {
        throw new IOException("it is no regular file any more");
      }
      if (owner != 0 && !Integer.valueOf(owner).equals(Files.getAttribute(itself, "unix:uid"))) {
        throw new IOException("it belongs to another user now: Operation not permitted (EPERM)");
      }
      return FileChannel.open(itself, StandardOpenOption.WRITE);
    } catch (SystemCallException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The same; a file that is missing is made, but only for root, whom no directory is closed to.
   */
  static FileChannel openOrMake(Path path, int owner) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return open(path, owner);
    }
    if (owner != 0) {
      throw new FileNotFoundException("it is missing; make an empty one first");
    }
    try {
      return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    } catch (NoSuchFileException e) {
      throw new IOException("its directory is missing", e);
    }
  }
}
