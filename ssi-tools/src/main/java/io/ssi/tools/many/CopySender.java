package io.ssi.tools.many;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Console;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells a copy things, on a thread of its own, so that nobody else waits for a node that does not
 * take them. The other methods may be called from any thread and do not block.
 */
final class CopySender implements Runnable {
  private final Console.Listener copy;
  private final InputFan.Reader input;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock.
  private final Deque<RunMessage> messages = new ArrayDeque<>();
  private int room = RunMessage.WINDOW;
  private boolean awake = true;
  private boolean over;

  CopySender(Console.Listener copy, InputFan fan) {
    this.copy = copy;
    this.input = fan.join(this::wake);
  }

  /** Something that the command says, or that the copy's output was taken. */
  void tell(RunMessage message) {
    change(() -> messages.add(message));
  }

  /** The copy has taken some of its input. */
  void allow(int bytes) {
    change(() -> room += bytes);
  }

  /** The copy reads no more. */
  void readsNoMore() {
    input.close();
  }

  /** The copy has ended. */
  void end() {
    input.close();
    change(() -> over = true);
  }

  @Override
  public void run() {
    for (List<RunMessage> next = next(); !next.isEmpty() || !isOver(); next = next()) {
      next.forEach(this::say);
      Optional<RunMessage> piece = input.next(room());
      piece.ifPresent(message -> {
        if (message instanceof RunMessage.Data(_, byte[] bytes)) {
          change(() -> room -= bytes.length);
        }
        copy.said(message);
      });
    }
  }

  private void say(RunMessage message) {
    if (message instanceof RunMessage.CallerGone) {
      copy.gone();
    } else {
      copy.said(message);
    }
  }

  private void wake() {
    change(() -> {});
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      awake = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private List<RunMessage> next() {
    lock.lock();
    try {
      while (!awake && !over) {
        changed.awaitUninterruptibly();
      }
      awake = false;
      List<RunMessage> next = List.copyOf(messages);
      messages.clear();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  private int room() {
    lock.lock();
    try {
      return room;
    } finally {
      lock.unlock();
    }
  }
}
