package io.ssi.pid.foreground;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.message.ResumeRequest.Position;
import io.ssi.pid.message.RunState;
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
  private final Allowance room;
  // Waited on instead of the descriptor itself, so that closing it ends a wait and loses nothing.
  private final Descriptor waiting;
  private volatile boolean stopped;
  private volatile boolean discards;
  private volatile boolean wasRefused;
  private volatile boolean atEnd;
  private final Retained retained = new Retained();
  private final byte[] again;
  private byte[] unsent;
  // The pump's own; to be looked at by others when it has ended.
  private long sent;

  /** Where messages go; blocks. */
  @FunctionalInterface
  interface MessageSink {
    void send(RunMessage message) throws IOException;
  }

  /** Takes over the descriptor, of which nothing was sent yet. */
  OutputPump(RunEnds.Output end, MessageSink sink) {
    this(end, sink, RunState.NOBODY.output(), new Position(0, 0));
  }

  /**
   * Takes over the descriptor.
   *
   * @param from what was sent before
   * @param reached how far that has come; what has not is sent again
   */
  OutputPump(RunEnds.Output end, MessageSink sink, RunState.Output from, Position reached) {
    this.stream = end.stream();
    this.outer = end.outer();
    this.terminal = end.terminal();
    this.sink = sink;
    this.waiting = outer.duplicate();
    this.sent = from.sent();
    byte[] untaken = from.untaken();
    retained.sent(untaken);
    retained.taken((int) (reached.taken() - from.taken()));
    this.room = new Allowance(retained.size());
    int came = (int) (reached.received() - from.taken());
    this.again = Arrays.copyOfRange(untaken, came, untaken.length);
    this.unsent = from.unsent();
    if (from.isRefused()) {
      receiverGone();
    }
  }

  /** Whether what a receiver says to have got can have been sent. */
  static boolean isPossible(RunState.Output from, Position reached) {
    return reached.taken() >= from.taken() && reached.received() <= from.sent();
  }

  /** How far it has come; to be asked when it has ended. */
  RunState.Output state() {
    return new RunState.Output(retained.rest(), sent, unsent, discards || wasRefused);
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
      wasRefused = true;
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
      sendAgain();
      sendUnsent();
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

  private void sendAgain() throws IOException {
    for (int at = 0; at < again.length && !stopped && !discards; at += RunMessage.MOST_DATA) {
      int end = Math.min(at + RunMessage.MOST_DATA, again.length);
      sink.send(new RunMessage.Data(stream, Arrays.copyOfRange(again, at, end)));
    }
  }

  private void sendUnsent() throws IOException {
    while (unsent.length > 0 && !stopped && !discards) {
      int most = Math.min(Math.min(room.await(), RunMessage.MOST_DATA), unsent.length);
      if (most > 0) {
        byte[] bytes = Arrays.copyOf(unsent, most);
        unsent = Arrays.copyOfRange(unsent, most, unsent.length);
        send(bytes);
      }
    }
  }

  private boolean pass(byte[] buffer, int most) throws IOException {
    int count = read(buffer, most);
    if (count < 0) {
      atEnd = true;
      return false;
    }
    if (!discards) {
      send(Arrays.copyOf(buffer, count));
    }
    return true;
  }

  private void send(byte[] bytes) throws IOException {
    room.take(bytes.length);
    retained.sent(bytes);
    sent += bytes.length;
    sink.send(new RunMessage.Data(stream, bytes));
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
