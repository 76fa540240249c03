package io.ssi.pid.foreground;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends what comes out of a pipe or a terminal, as far as there is room. Runs on one thread; the
 * other methods may be called from any.
 */
final class OutputPump implements Runnable {
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final RunStream stream;
  private final Descriptor outer;
  private final boolean terminal;
  private final MessageSink sink;
  private final Allowance room = new Allowance();
  // Waited on instead of the descriptor itself, so that closing it ends a wait and loses nothing.
  private final Descriptor waiting;
  private volatile boolean stopped;
  private volatile boolean discards;
  private volatile boolean atEnd;
  private final Retained retained = new Retained();

  /** Where messages go; blocks. */
  @FunctionalInterface
  interface MessageSink {
    void send(RunMessage message) throws IOException;
  }

  /** Takes over the descriptor. */
  OutputPump(RunStream stream, Descriptor outer, boolean terminal, MessageSink sink) {
    this.stream = stream;
    this.outer = outer;
    this.terminal = terminal;
    this.sink = sink;
    this.waiting = outer.duplicate();
  }

  RunStream stream() {
    return stream;
  }

  /** The receiver has taken some. */
  void allow(int bytes) throws IOException {
    room.add(bytes);
    retained.taken(bytes);
  }

  /** Nobody takes any more: the program gets EPIPE; what comes out of a terminal is dropped. */
  void receiverGone() {
    if (terminal) {
      discards = true;
      room.close();
    } else {
      stop();
      atEnd = true;
      outer.close();
    }
  }

  /** The program has ended: what is there by now is sent, and nothing is waited for. */
  void drain() {
    waiting.close();
  }

  /** Ends it, with bytes perhaps left in the pipe. */
  void stop() {
    stopped = true;
    room.close();
    waiting.close();
  }

  /** Whether nothing more can come; to be asked when it has ended. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** What was read, and not taken as far as is known; to be asked when it has ended. */
  byte[] untaken() {
    return retained.rest();
  }

  /** To be closed when it has ended, or to be read on. */
  Descriptor outer() {
    return outer;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[RunMessage.MOST_DATA];
    try {
      while (!stopped) {
        int most = discards ? buffer.length : Math.min(room.await(), buffer.length);
        if (most == 0 && !discards) {
          return;
        }
        if (most > 0 && (!isReadable() || !pass(buffer, most))) {
          return;
        }
      }
    } catch (IOException e) {
      // Whoever receives from the link notices too, and decides what becomes of the program.
      stop();
    }
  }

  private boolean pass(byte[] buffer, int most) throws IOException {
    int count = read(buffer, most);
    if (count < 0) {
      atEnd = true;
      return false;
    }
    if (!discards) {
      room.take(count);
      byte[] bytes = Arrays.copyOf(buffer, count);
      retained.sent(bytes);
      sink.send(new RunMessage.Data(stream, bytes));
    }
    return true;
  }

  /** Waits for something to read; false when the program has ended and all was read. */
  private boolean isReadable() {
    try {
      if (waiting.awaitReadable(FOREVER)) {
        return true;
      }
    } catch (SystemCallException e) {
      if (waiting.isOpen()) {
        throw e;
      }
    }
    try {
      return !stopped && outer.awaitReadable(Duration.ZERO);
    } catch (SystemCallException e) {
      return stillOpen(e);
    }
  }

  private int read(byte[] buffer, int most) {
    try {
      return outer.read(buffer, 0, most);
    } catch (SystemCallException e) {
      // EIO: nobody has the other side of the terminal open any more, pty(7).
      return (terminal && e.errno() == Errno.EIO) || !stillOpen(e) ? -1 : 0;
    }
  }

  private boolean stillOpen(SystemCallException e) {
    if (outer.isOpen()) {
      throw e;
    }
    return false;
  }
}
