package io.ssi.agent.control;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream to a descriptor of the client that can be held back while the client is stopped, and
 * given up when nobody takes what is written. Given up, it behaves as a pipe that nobody reads.
 * Thread-safe.
 */
final class OutputGate extends OutputStream {
  // Who writes longer than this waits for a reader.
  private static final Duration BLOCKED = Duration.ofMillis(300);

  private final Descriptor descriptor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock, which is not held while bytes are written.
  private boolean held;
  private boolean raw;
  private boolean abandoned;
  private int writers;

  OutputGate(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    boolean atTheLeft = enter();
    try {
      if (atTheLeft) {
        byte[] lines = withReturns(bytes, offset, length);
        descriptor.write(lines, 0, lines.length);
      } else {
        descriptor.write(bytes, offset, length);
      }
    } catch (SystemCallException e) {
      throw isAbandoned() ? nobodyReads() : new IOException(e.getMessage(), e);
    } finally {
      leave();
    }
  }

  /** Lets writers wait from now on. */
  void hold() {
    change(() -> held = true);
  }

  /** From now on it is a terminal that does not begin a new line at the left by itself. */
  void raw() {
    change(() -> raw = true);
  }

  /** Lets writers go on. */
  void release() {
    change(() -> held = false);
  }

  /**
   * Gives the stream up if somebody cannot write to it, or waits to. Blocks for a moment while
   * somebody writes: what is only being written is not lost.
   */
  void abandonIfBlocked() {
    lock.lock();
    try {
      long left = BLOCKED.toNanos();
      while (writers > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (writers == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      lock.unlock();
    }
    abandon();
  }

  /** Gives the stream up: what writes to it ends, and so does what will. */
  void abandon() {
    change(() -> abandoned = true);
    descriptor.close();
  }

  /** Gives the descriptor back; nothing is written any more. */
  @Override
  public void close() {
    descriptor.close();
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

  private static byte[] withReturns(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(length + 8);
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        lines.write('\r');
      }
      lines.write(bytes[i]);
    }
    return lines.toByteArray();
  }

  /** Whether lines need a return. */
  private boolean enter() throws IOException {
    lock.lock();
    try {
      writers++;
      while (held && !abandoned) {
        changed.awaitUninterruptibly();
      }
      if (abandoned) {
        writers--;
        throw nobodyReads();
      }
      return raw;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    change(() -> writers--);
  }

  private boolean isAbandoned() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  private static IOException nobodyReads() {
    SystemCallException cause = SystemCallException.of("write", "client", Errno.EPIPE, "");
    return new IOException(cause.getMessage(), cause);
  }
}
