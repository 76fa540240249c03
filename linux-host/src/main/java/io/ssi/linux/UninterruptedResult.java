package io.ssi.linux;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for what is made in any case, and has to be taken by somebody. */
public final class UninterruptedResult {
  private UninterruptedResult() {}

  /**
   * Waits for a task that another thread runs. Who is interrupted meanwhile is so when it returns.
   *
   * @param <T> of what it makes
   * @param task throws no checked exception
   * @return what it has made
   * @throws CancellationException if it was not run
   */
  public static <T> T of(Future<T> task) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException("The task failed", e);
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
