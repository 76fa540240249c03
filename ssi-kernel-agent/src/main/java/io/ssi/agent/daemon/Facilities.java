package io.ssi.agent.daemon;

import io.ssi.migration.PhaseListener;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * Clocks, randomness and threads, made once for an agent.
 *
 * @param clock of the day
 * @param nanoClock monotonic nanoseconds
 * @param random that cannot be predicted
 * @param virtual makes threads for what waits
 * @param platform makes threads for what blocks in native code
 * @param background runs tasks that block
 * @param timer starts them later
 * @param stop ends the agent in good order; does not block
 * @param phases told how far migrations that leave have come
 */
public record Facilities(
    InstantSource clock,
    LongSupplier nanoClock,
    SecureRandom random,
    ThreadFactory virtual,
    ThreadFactory platform,
    ExecutorService background,
    ScheduledExecutorService timer,
    Runnable stop,
    PhaseListener phases) {

  /** A name that nobody else gives. */
  String token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
