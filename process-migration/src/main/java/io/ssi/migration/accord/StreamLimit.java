package io.ssi.migration.accord;

import io.ssi.membership.stream.BulkStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads from a stream for a limited time; a stream on which nothing came in time is broken. */
record StreamLimit(BulkStream stream, ScheduledExecutorService timer) {

  /** Reads something from the stream. */
  interface Reading<T> {
    T read() throws IOException;
  }

  <T> T within(Duration limit, Reading<T> reading) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> end =
        timer.schedule(
            () -> {
              late.set(true);
              stream.close();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return reading.read();
    } catch (IOException e) {
      if (late.get()) {
        throw new IOException("nothing came for " + limit.toSeconds() + " s", e);
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }
}
