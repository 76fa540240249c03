package io.ssi.tools.top.jline;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes for the command's terminal: collected until they are flushed, and sent as far as the
 * command has given room. Thread-safe; one thread writes.
 */
final class Outlet extends ByteArrayOutputStream {
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Console console;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock.
  private int room = RunMessage.WINDOW;
  private boolean closed;

  Outlet(Console console) {
    this.console = console;
  }

  /** Sends what was written. Waits for room; does nothing if nobody takes it any more. */
  @Override
  public void flush() {
    byte[] bytes = toByteArray();
    reset();
    int at = 0;
    while (at < bytes.length) {
      int length = take(Math.min(bytes.length - at, RunMessage.MOST_DATA));
      if (length == 0) {
        return;
      }
      console.send(
          new RunMessage.Data(RunStream.OUTPUT, Arrays.copyOfRange(bytes, at, at + length)));
      at += length;
    }
  }

  private int take(int wanted) {
    lock.lock();
    try {
      while (room == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      int taken = closed ? 0 : Math.min(wanted, room);
      room -= taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the command room for as much input as was taken. */
  void taken(int bytes) {
    console.send(new RunMessage.Room(RunStream.INPUT, bytes));
  }

  /** The command has taken some. */
  void allow(int bytes) {
    change(() -> room += bytes);
  }

  /** Nobody takes anything any more. */
  void abandon() {
    change(() -> closed = true);
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing follows, and waits until the command has given its terminal back. */
  void end() {
    console.send(new RunMessage.End(RunStream.OUTPUT));
    lock.lock();
    try {
      long left = FAREWELL.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
