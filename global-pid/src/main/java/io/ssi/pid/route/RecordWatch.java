package io.ssi.pid.route;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Waits for changes of one application's record; for one thread. */
final class RecordWatch implements AutoCloseable {
  /** A change may be told late, after a partition for example; so look now and then. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ApplicationRegistry registry;
  private final ApplicationId id;
  private final LongSupplier nanoClock;
  private final Semaphore changes = new Semaphore(0);
  private final Subscription subscription;

  RecordWatch(ApplicationRegistry registry, ApplicationId id, LongSupplier nanoClock) {
    this.registry = registry;
    this.id = id;
    this.nanoClock = nanoClock;
    this.subscription =
        registry.listen((changed, now) -> {
          if (changed.equals(id)) {
            changes.release();
          }
        });
  }

  /** Waits until the record is as wanted; false when the time is over or the thread interrupted. */
  boolean await(Predicate<Optional<Application>> wanted, Duration limit) {
    long began = nanoClock.getAsLong();
    while (!wanted.test(registry.find(id))) {
      long left = limit.toNanos() - (nanoClock.getAsLong() - began);
      if (left <= 0 || !awaitChange(Duration.ofNanos(left))) {
        return wanted.test(registry.find(id));
      }
    }
    return true;
  }

  /** Waits for a change, a moment, or the limit, whichever is first; false when interrupted. */
  boolean awaitChange(Duration limit) {
    try {
      long nanos = Math.min(limit.toNanos(), LOOK_NANOS);
      if (changes.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        changes.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
