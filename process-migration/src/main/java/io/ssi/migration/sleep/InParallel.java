package io.ssi.migration.sleep;

import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Does the same with many things, some at a time; returns when all is done.
 *
 * @param threads makes threads for what waits
 * @param most how many at a time
 */
record InParallel(ThreadFactory threads, int most) {

  /** The action throws nothing. */
  <T> void each(Collection<T> things, Consumer<T> action) {
    Semaphore slots = new Semaphore(most);
    for (T thing : things) {
      slots.acquireUninterruptibly();
      Runnable task =
          () -> {
            try {
              action.accept(thing);
            } finally {
              slots.release();
            }
          };
      threads.newThread(task).start();
    }
    slots.acquireUninterruptibly(most);
  }
}
