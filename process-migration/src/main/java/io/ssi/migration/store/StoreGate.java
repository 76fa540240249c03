package io.ssi.migration.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the collection of unused packs apart from everything that uses packs: an application's are
 * used by many at once, or collected by one. Thread-safe.
 */
public final class StoreGate {
  private static final int ALONE = -1;

  private final Map<Integer, Integer> users = new HashMap<>();

  /** A stay; to be closed, once, by any thread. */
  public interface Stay extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins to use an application's packs; waits while they are collected, which is short.
   *
   * @param application whose
   * @return the stay
   */
  public synchronized Stay use(int application) {
    boolean interrupted = false;
    while (users.getOrDefault(application, 0) == ALONE) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    users.merge(application, 1, Integer::sum);
    return once(() -> users.computeIfPresent(application, (_, n) -> n == 1 ? null : n - 1));
  }

  /**
   * Has an application's packs alone, if nobody uses them now.
   *
   * @param application whose
   * @return the stay, or empty if somebody does
   */
  public synchronized Optional<Stay> tryAlone(int application) {
    if (users.putIfAbsent(application, ALONE) != null) {
      return Optional.empty();
    }
    return Optional.of(once(() -> users.remove(application)));
  }

  private Stay once(Runnable end) {
    return () -> {
      synchronized (this) {
        end.run();
        notifyAll();
      }
    };
  }
}
