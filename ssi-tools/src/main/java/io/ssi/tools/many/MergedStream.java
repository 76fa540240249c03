package io.ssi.tools.many;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A stream of the command that many write to: pieces come out whole and in order, no faster than
 * the command takes them. Runs on one thread; the other methods may be called from any.
 */
final class MergedStream implements Runnable {
  // Who puts more waits; below this a copy whose one stream stands still can use the other.
  private static final int MOST_QUEUED = 2 << 20;

  private record Piece(int size, Supplier<byte[]> bytes, Runnable written) {}

  private final RunStream stream;
  private final Console console;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock.
  private final Deque<Piece> queue = new ArrayDeque<>();
  private int queued;
  private int room = RunMessage.WINDOW;
  private boolean ended;
  private boolean closed;

  MergedStream(RunStream stream, Console console) {
    this.stream = stream;
    this.console = console;
  }

  /** Adds a piece, perhaps an empty one; the action follows when the command has got it. */
  void put(byte[] bytes, Runnable written) {
    put(bytes.length, () -> bytes, written);
  }

  /**
   * Adds a piece that is made by the thread of this stream when its turn comes: what waits is then
   * no larger than what it is made of.
   */
  void put(int size, Supplier<byte[]> bytes, Runnable written) {
    lock.lock();
    try {
      while (queued > MOST_QUEUED && !closed) {
        changed.awaitUninterruptibly();
      }
      queue.add(new Piece(size, bytes, written));
      queued += size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The command has taken some. */
  void allow(int bytes) {
    lock.lock();
    try {
      room += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The command takes no more: what is there and what comes is dropped. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is put; the thread ends when all is written. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    for (List<Piece> batch = next(); !batch.isEmpty(); batch = next()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      batch.forEach(piece -> bytes.writeBytes(piece.bytes().get()));
      write(bytes.toByteArray());
      batch.forEach(piece -> piece.written().run());
    }
  }

  /** Waits for pieces, as many as fit in one message or the first; none when it has ended. */
  private List<Piece> next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !ended) {
        changed.awaitUninterruptibly();
      }
      List<Piece> batch = new ArrayList<>();
      int length = 0;
      while (!queue.isEmpty()
          && (batch.isEmpty() || length + queue.getFirst().size() <= RunMessage.MOST_DATA)) {
        Piece piece = queue.removeFirst();
        batch.add(piece);
        length += piece.size();
      }
      queued -= length;
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] bytes) {
    int from = 0;
    int count = take(bytes.length);
    while (count > 0) {
      console.send(new RunMessage.Data(stream, Arrays.copyOfRange(bytes, from, from + count)));
      from += count;
      count = take(bytes.length - from);
    }
  }

  /** Waits until some of so many bytes may be sent; 0 if none are left, or none may any more. */
  private int take(int wanted) {
    lock.lock();
    try {
      while (wanted > 0 && room == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      int count = closed ? 0 : Math.min(Math.min(wanted, room), RunMessage.MOST_DATA);
      room -= count;
      return count;
    } finally {
      lock.unlock();
    }
  }
}
