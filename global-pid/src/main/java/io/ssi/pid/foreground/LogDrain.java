package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what comes out of a pipe or a terminal to a log that is there, until the end. Without a
 * log it is dropped, so that no program stands still for it.
 */
final class LogDrain implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogDrain.class);
  private static final OpenOption[] APPEND = {
    StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS
  };

  private final Path log;
  private final byte[] first;
  private final Descriptor outer;

  /** Takes over the descriptor; the first bytes go before what comes out of it. */
  LogDrain(Path log, byte[] first, Descriptor outer) {
    this.log = log;
    this.first = first;
    this.outer = outer;
  }

  @Override
  public void run() {
    try (outer) {
      try (OutputStream out = Files.newOutputStream(log, APPEND)) {
        out.write(first);
        copy(out);
      } catch (IOException e) {
        LOG.warn("{}: what is written there is lost", log, e);
        copy(OutputStream.nullOutputStream());
      }
    } catch (SystemCallException | IOException e) {
      // A terminal ends with EIO.
      LOG.debug("{}: nothing more is written there", log, e);
    }
  }

  private void copy(OutputStream out) throws IOException {
    byte[] buffer = new byte[RunMessage.MOST_DATA];
    for (int count = outer.read(buffer); count >= 0; count = outer.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }
}
