package io.ssi.migration.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does steps one after the other while its owner prepares the next ones. After a step that failed
 * no other is done, and the owner is told at its next call. For one owner.
 */
final class WritingThread implements AutoCloseable {
  private static final int WAITING = 16;
  private static final int ASK_MILLIS = 100;

  /** What is done on the thread. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  private final ArrayBlockingQueue<Step> steps = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private volatile boolean over;

  WritingThread(ThreadFactory threads) {
    this.thread = threads.newThread(this::work);
    thread.setName("ssi-store-writer");
    thread.start();
  }

  /** Adds a step; waits while too many others do. */
  void add(Step step) throws IOException {
    try {
      do {
        check();
      } while (!steps.offer(step, ASK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until all steps are done. */
  void finish() throws IOException {
    close();
    check();
  }

  private void check() throws IOException {
    Throwable why = failure;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }

  private void work() {
    while (!over || !steps.isEmpty()) {
      Step step;
      try {
        step = steps.poll(ASK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        failure = e;
        Thread.currentThread().interrupt();
        return;
      }
      if (step != null && failure == null) {
        try {
          step.run();
        } catch (IOException | RuntimeException | Error e) {
          failure = e;
        }
      }
    }
  }

  /** Ends the thread when its steps are done. */
  @Override
  public void close() throws IOException {
    // A last step wakes it at once; where there is no room for that, it is awake.
    over = true;
    var _ = steps.offer(() -> {});
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException told = new InterruptedIOException("writing was interrupted");
    told.initCause(e);
    return told;
  }
}
