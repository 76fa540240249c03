package io.ssi.migration;

import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.Subscription;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what can only become true by a change of the registry, or when quorum is back. */
public final class RegistryWait {
  // Quorum comes back without a change.
  private static final long RETRY_MILLIS = 500;

  private RegistryWait() {}

  /**
   * Tries something until it succeeds, at once and after each change; blocks as long as that takes.
   *
   * @param registry whose changes count
   * @param attempt true when it has succeeded
   * @throws InterruptedException if the agent ends meanwhile
   */
  public static void until(ApplicationRegistry registry, BooleanSupplier attempt)
      throws InterruptedException {
    Semaphore changes = new Semaphore(0);
    Subscription subscription = registry.listen((id, now) -> changes.release());
    try {
      while (!attempt.getAsBoolean()) {
        boolean _ = changes.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    } finally {
      subscription.close();
    }
  }
}
