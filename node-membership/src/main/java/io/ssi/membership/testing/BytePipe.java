package io.ssi.membership.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** One direction of an in-memory stream: bounded, with an end that is either good or an error. */
final class BytePipe {
  private static final int CAPACITY = 64 * 1024;

  private enum End {
    OPEN,
    CLOSED,
    BROKEN
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring = new byte[CAPACITY];
  private int start;
  private int size;
  private End end = End.OPEN;

  /** Ends the direction as an error, unless it has ended in good order. */
  void breakOff() {
    end(End.BROKEN);
  }

  private void end(End how) {
    lock.lock();
    try {
      if (end == End.OPEN) {
        end = how;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitWhile(BooleanSupplier condition) throws InterruptedIOException {
    try {
      while (condition.getAsBoolean()) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the other side");
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    lock.lock();
    try {
      for (int done = 0; done < length; ) {
        awaitWhile(() -> size == CAPACITY && end == End.OPEN);
        if (end != End.OPEN) {
          throw new IOException("The stream is closed");
        }
        int at = (start + size) % CAPACITY;
        int count = Math.min(Math.min(length - done, CAPACITY - size), CAPACITY - at);
        System.arraycopy(bytes, offset + done, ring, at, count);
        size += count;
        done += count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      awaitWhile(() -> size == 0 && end == End.OPEN);
      if (size == 0 || end == End.BROKEN) {
        if (end == End.CLOSED) {
          return -1;
        }
        throw new EOFException("The other side broke off");
      }
      int count = Math.min(Math.min(length, size), CAPACITY - start);
      System.arraycopy(ring, start, bytes, offset, count);
      start = (start + count) % CAPACITY;
      size -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return BytePipe.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return BytePipe.this.read(bytes, offset, length);
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        BytePipe.this.write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        BytePipe.this.write(bytes, offset, length);
      }

      @Override
      public void close() {
        BytePipe.this.end(End.CLOSED);
      }
    };
  }
}
