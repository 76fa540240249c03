package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

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
  private final AtomicInteger queued = new AtomicInteger();
  private volatile boolean stopped;
  private int taken;
  private byte last = '\n';

  /**
   * Takes over the descriptor.
   *
   * @param onClose called when the program is to see the end of its input
   */
  InputPump(Descriptor outer, boolean terminal, OutputPump.MessageSink sink, Runnable onClose) {
    this.outer = outer;
    this.terminal = terminal;
    this.sink = sink;
    this.onClose = onClose;
  }

  /** Bytes for the program; never blocks. Fails if the sender did not keep to its room. */
  void offer(byte[] bytes) throws IOException {
    if (stopped) {
      return;
    }
    if (queued.addAndGet(bytes.length) > RunMessage.WINDOW) {
      throw new IOException("More input came than there was room for");
    }
    queue.add(bytes);
  }

  /** Nothing follows. */
  void end() {
    queue.add(END);
  }

  /** Ends it; what was not written is dropped. */
  void stop() {
    stopped = true;
    queue.clear();
    queue.add(END);
    outer.close();
  }

  @Override
  public void run() {
    try {
      for (byte[] bytes = queue.take(); bytes.length > 0 && !stopped; bytes = queue.take()) {
        outer.write(bytes);
        last = bytes[bytes.length - 1];
        taken(bytes.length);
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

  private void taken(int bytes) throws IOException {
    taken += bytes;
    if (taken >= STEP) {
      int room = taken;
      taken = 0;
      queued.addAndGet(-room);
      sink.send(new RunMessage.Room(RunStream.INPUT, room));
    }
  }

  private void finish() {
    if (terminal) {
      if (last != '\n') {
        // The first one only ends the line that was begun.
        outer.write(END_OF_FILE);
      }
      outer.write(END_OF_FILE);
    } else {
      outer.close();
      onClose.run();
    }
  }

  /** The program reads no more. */
  private void refused() {
    boolean isNews = !stopped;
    stop();
    if (isNews) {
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
