package io.ssi.tools.many;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The input of a command, given to all its copies from its beginning, at the pace of the slowest.
 * Kept is what not all have got yet: {@link RunMessage#WINDOW} bytes, or {@link #KEPT} if some
 * copies start later than others. When more comes before those have started, they cannot start.
 */
final class InputFan {
  /** Bytes that are kept for copies which start later. */
  static final int KEPT = 1 << 20;

  private static final int STEP = RunMessage.WINDOW / 4;

  private final Console console;
  private final int window;
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by the lock. Offsets count from the beginning of the input.
  private final List<Reader> readers = new ArrayList<>();
  private byte[] kept = {};
  private long base;
  private long granted = RunMessage.WINDOW;
  private int queued;
  private int starting;
  private boolean full;
  private boolean overflowed;
  private boolean ended;
  private boolean refused;

  /** What one copy has got; any thread. */
  final class Reader {
    private final Runnable wake;
    private long offset;
    private boolean done;

    private Reader(Runnable wake) {
      this.wake = wake;
    }

    /** The next bytes, at most so many, or the end; empty if there is nothing now. */
    Optional<RunMessage> next(int most) {
      Optional<RunMessage> next;
      lock.lock();
      try {
        next = take(most);
      } finally {
        lock.unlock();
      }
      settle();
      return next;
    }

    /** The copy reads no more. */
    void close() {
      lock.lock();
      try {
        done = true;
      } finally {
        lock.unlock();
      }
      settle();
    }

    private Optional<RunMessage> take(int most) {
      int from = (int) (offset - base);
      int count = Math.min(Math.min(kept.length - from, most), RunMessage.MOST_DATA);
      if (done || count == 0) {
        boolean tells = !done && ended && from == kept.length;
        done |= tells;
        return tells ? Optional.of(new RunMessage.End(RunStream.INPUT)) : Optional.empty();
      }
      offset += count;
      byte[] bytes = Arrays.copyOfRange(kept, from, from + count);
      return Optional.of(new RunMessage.Data(RunStream.INPUT, bytes));
    }
  }

  /** For so many copies, all of which are queued. */
  InputFan(Console console, int copies, int fanout) {
    this.console = console;
    this.queued = copies;
    this.window = copies > fanout ? KEPT : RunMessage.WINDOW;
  }

  /** The command has no input to give: the copies see its end at once. */
  void none() {
    end();
    lock.lock();
    try {
      refused = true;
    } finally {
      lock.unlock();
    }
    console.send(new RunMessage.Closed(RunStream.INPUT));
  }

  /** More input; false if the command did not keep to its room. */
  boolean take(byte[] bytes) {
    lock.lock();
    try {
      if (refused) {
        return true;
      }
      if (base + kept.length + bytes.length > granted) {
        return false;
      }
      int old = kept.length;
      kept = Arrays.copyOf(kept, old + bytes.length);
      System.arraycopy(bytes, 0, kept, old, bytes.length);
    } finally {
      lock.unlock();
    }
    settle();
    wakeAll();
    return true;
  }

  /** Nothing follows. */
  void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
    wakeAll();
  }

  /** The next queued copy waits until another has ended, or no longer. */
  void waits(boolean waiting) {
    lock.lock();
    try {
      full = waiting;
    } finally {
      lock.unlock();
    }
    settle();
  }

  /** A queued copy starts; false if it could not have the input from its beginning. */
  boolean start() {
    lock.lock();
    try {
      queued--;
      starting += overflowed ? 0 : 1;
      return !overflowed;
    } finally {
      lock.unlock();
    }
  }

  /** A queued copy does not start. */
  void skip() {
    change(() -> queued--);
  }

  /** A copy that was starting does not run. */
  void failed() {
    change(() -> starting--);
  }

  /** A copy that was starting runs; the action is called when there is more for it. */
  Reader join(Runnable wake) {
    Reader reader = new Reader(wake);
    change(() -> {
      starting--;
      readers.add(reader);
    });
    return reader;
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
    settle();
  }

  private void wakeAll() {
    List<Reader> all;
    lock.lock();
    try {
      all = List.copyOf(readers);
    } finally {
      lock.unlock();
    }
    all.forEach(reader -> reader.wake.run());
  }

  /** Drops what all have got, and tells the command how much more it may send. */
  private void settle() {
    RunMessage message;
    lock.lock();
    try {
      readers.removeIf(reader -> reader.done);
      overflowed |= full && !ended && kept.length >= window;
      boolean isNeeded = starting > 0 || (queued > 0 && !overflowed);
      if (!isNeeded) {
        dropBefore(readers.stream().mapToLong(reader -> reader.offset).min().orElse(endOffset()));
      }
      if (!isNeeded && readers.isEmpty() && !refused) {
        refused = true;
        message = new RunMessage.Closed(RunStream.INPUT);
      } else {
        // No more than a window may be under way, however much is kept.
        long allowed = Math.min(base + window, endOffset() + RunMessage.WINDOW);
        int more = (int) (allowed - granted);
        if (refused || ended || more < STEP) {
          return;
        }
        granted += more;
        message = new RunMessage.Room(RunStream.INPUT, more);
      }
    } finally {
      lock.unlock();
    }
    console.send(message);
  }

  private long endOffset() {
    return base + kept.length;
  }

  private void dropBefore(long offset) {
    int count = (int) (offset - base);
    if (count > 0) {
      kept = Arrays.copyOfRange(kept, count, kept.length);
      base = offset;
    }
  }
}
