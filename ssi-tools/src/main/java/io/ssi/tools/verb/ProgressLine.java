package io.ssi.tools.verb;

import io.ssi.tools.service.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Notes on standard error, and on a terminal a line that is overwritten. Any thread. */
final class ProgressLine implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final OutputStream err;
  private final boolean terminal;
  // Guarded by this.
  private boolean shown;

  ProgressLine(OutputStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void note(String text) {
    write((shown ? CLEAR : "") + text + "\n");
    shown = false;
  }

  @Override
  public synchronized void step(String text) {
    if (terminal) {
      write(CLEAR + text);
      shown = true;
    }
  }

  synchronized void clear() {
    if (shown) {
      write(CLEAR);
      shown = false;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
