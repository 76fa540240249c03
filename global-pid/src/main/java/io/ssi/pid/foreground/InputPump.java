package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.message.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes what the caller sends to a pipe or a terminal, and tells how much was taken. Runs on one
 * thread; the other methods may be called from any.
 */
final class InputPump implements Runnable {
  private static final byte[] END = {};
  // Control-D: what a terminal takes for the end, at the beginning of a line; termios(3), VEOF.
  private static final byte[] END_OF_FILE = {4};
  private static final int STEP = RunMessage.WINDOW / 4;

  private final Descriptor outer;
  private final boolean terminal;
  private final OutputPump.MessageSink sink;
  private final Runnable onClose;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private volatile boolean stopped;
  private volatile boolean ended;
  private volatile boolean isEndGiven;
  // Changed by whoever receives only; then by the pump only.
  private volatile long received;
  private volatile long granted;
  // The pump's own; to be looked at by others when it has ended.
  private long written;
  private byte[] current = END;
  private int at;
  private byte last = '\n';

  /**
   * Takes over the descriptor.
   *
   * @param onClose called when the program is to see the end of its input
   * @param from what came before
   */
  InputPump(
      Descriptor outer,
      boolean terminal,
      OutputPump.MessageSink sink,
      Runnable onClose,
      RunState.Input from) {
    this.outer = outer;
    this.terminal = terminal;
    this.sink = sink;
    this.onClose = onClose;
    this.received = from.received();
    this.granted = from.granted();
    this.written = from.received() - from.pending().length;
    this.isEndGiven = from.isEndGiven();
    if (from.pending().length > 0) {
      queue.add(from.pending());
    }
    if (from.ended()) {
      end();
    }
  }

  /** Bytes for the program; never blocks. Fails if the sender did not keep to its room. */
  void offer(byte[] bytes) throws IOException {
    if (stopped) {
      return;
    }
    long now = received + bytes.length;
    if (now - granted > RunMessage.WINDOW) {
      throw new IOException("More input came than there was room for");
    }
    received = now;
    queue.add(bytes);
  }

  /** Nothing follows. */
  void end() {
    ended = true;
    queue.add(END);
  }

  /** Ends it; what was not written is left. */
  void stop() {
    stopped = true;
    queue.add(END);
    outer.close();
  }

  /** How far it has come; to be asked when it has ended. */
  RunState.Input state() {
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    pending.write(current, at, current.length - at);
    queue.forEach(pending::writeBytes);
    return new RunState.Input(pending.toByteArray(), received, granted, ended, isEndGiven);
  }

  @Override
  public void run() {
    try {
      for (current = queue.take(); current.length > 0 && !stopped; current = queue.take()) {
        at = 0;
        while (at < current.length) {
          // Not all at once: when it is stopped it must be known how much was written.
          int count = outer.writeSome(current, at, current.length - at);
          at += count;
          written += count;
        }
        last = current[current.length - 1];
        at = 0;
        current = END;
        grant();
      }
      if (!stopped) {
        finish();
      }
    } catch (SystemCallException e) {
      refused();
    } catch (IOException e) {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void grant() throws IOException {
    int room = (int) (written - granted);
    if (room >= STEP) {
      granted = written;
      sink.send(new RunMessage.Room(RunStream.INPUT, room));
    }
  }

  private void finish() {
    if (terminal) {
      if (isEndGiven) {
        return;
      }
      if (last != '\n') {
        // The first one only ends the line that was begun.
        outer.write(END_OF_FILE);
      }
      outer.write(END_OF_FILE);
      isEndGiven = true;
    } else {
      outer.close();
      onClose.run();
      isEndGiven = true;
    }
  }

  /** The program reads no more. */
  private void refused() {
    boolean isNews = !stopped;
    stop();
    if (isNews) {
      queue.clear();
      current = END;
      onClose.run();
      try {
        sink.send(new RunMessage.Closed(RunStream.INPUT));
      } catch (IOException e) {
        // Whoever receives from the link notices too.
        return;
      }
    }
  }
}
