package io.ssi.migration.target;

import io.ssi.migration.wire.MoveStreams.Introduction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings the stream of pages together with its arrival. The source sends both without waiting, and
 * each is served by a thread of its own, so either may be first. Any thread.
 */
final class ExpectedArrivals {
  private final Map<Introduction, CompletableFuture<Arrival>> expected = new ConcurrentHashMap<>();

  /** It is there now. */
  void came(Introduction whose, Arrival arrival) {
    of(whose).complete(arrival);
  }

  /** It is over. */
  void forget(Introduction whose) {
    expected.remove(whose);
  }

  /** Waits until it is there; empty if it has not come within the limit. */
  Optional<Arrival> await(Introduction whose, Duration limit) throws InterruptedException {
    CompletableFuture<Arrival> arrival = of(whose);
    try {
      return Optional.of(arrival.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      expected.remove(whose, arrival);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("An arrival never fails here", e);
    }
  }

  private CompletableFuture<Arrival> of(Introduction whose) {
    return expected.computeIfAbsent(whose, key -> new CompletableFuture<>());
  }
}
