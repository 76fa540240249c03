package io.ssi.pid.foreground;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many bytes of one stream may still be sent. Thread-safe. */
final class Allowance {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Both guarded by the lock.
  private int bytes;
  private boolean closed;

  /** Some bytes are on their way. */
  Allowance(int underWay) {
    bytes = RunMessage.WINDOW - underWay;
  }

  /** Waits until something may be sent; 0 when nothing may any more. */
  int await() {
    lock.lock();
    try {
      while (bytes == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      return closed ? 0 : bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was sent was taken; false when nothing may be sent any more. */
  boolean awaitAll() {
    lock.lock();
    try {
      while (bytes < RunMessage.WINDOW && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that bytes were sent. */
  void take(int count) {
    lock.lock();
    try {
      bytes -= count;
    } finally {
      lock.unlock();
    }
  }

  /** Lets more be sent; fails if the receiver claims to have taken what it was not sent. */
  void add(int count) throws IOException {
    lock.lock();
    try {
      if (count < 0 || count > RunMessage.WINDOW - bytes) {
        throw new IOException("Room for " + count + " bytes is more than were taken");
      }
      bytes += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing be sent any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
