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
import java.util.Optional;
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
  private final OutputPump pump;
  // Only used by the thread that runs it.
  private Optional<OutputStream> file = Optional.empty();

  /** Takes over the descriptor; the first bytes go before what comes out of it. */
  LogDrain(Path log, byte[] first, Descriptor outer, boolean terminal) {
    this.log = log;
    this.first = first;
    this.pump = new OutputPump(new RunEnds.Output(RunStream.OUTPUT, outer, terminal), this::append);
  }

  /** Ends it when what was read is in the log, with bytes perhaps left in the pipe. */
  void stop() {
    pump.stop();
  }

  @Override
  public void run() {
    try {
      write(first);
      pump.run();
    } catch (SystemCallException e) {
      LOG.warn("{}: nothing more is written there", log, e);
    } finally {
      pump.outer().close();
      close();
    }
  }

  private void append(RunMessage message) throws IOException {
    if (message instanceof RunMessage.Data(RunStream _, byte[] bytes)) {
      write(bytes);
      pump.allow(bytes.length);
    }
  }

  private void write(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    try {
      OutputStream out = file.isPresent() ? file.get() : Files.newOutputStream(log, APPEND);
      file = Optional.of(out);
      out.write(bytes);
    } catch (IOException e) {
      LOG.warn("{}: what is written there is lost", log, e);
      close();
      file = Optional.of(OutputStream.nullOutputStream());
    }
  }

  private void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.debug("{}: not closed", log, e);
    }
  }
}
