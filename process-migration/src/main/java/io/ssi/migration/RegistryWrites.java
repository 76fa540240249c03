package io.ssi.migration;

import io.ssi.membership.MembershipException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.RegistryUnsettledException;
import io.ssi.pid.registry.UpdateResult;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the registry that must come to an end, whatever is wrong with it meanwhile. */
public final class RegistryWrites {
  private static final Logger log = LoggerFactory.getLogger(RegistryWrites.class);

  private RegistryWrites() {}

  /**
   * Finds out what became of a write whose answer was lost, and makes it if it was not made; blocks
   * until that is known, also in a minority.
   *
   * @param registry where
   * @param expected what the record was before
   * @param next what was written
   * @param isOurs whether a record that somebody has changed since stands on that write
   * @param lost what is thrown if the write can never be made any more
   * @return the record
   * @throws UndecidedException if this agent ends before
   */
  public static Application settle(
      ApplicationRegistry registry,
      Application expected,
      Application next,
      Predicate<Application> isOurs,
      Supplier<? extends RuntimeException> lost) {
    AtomicReference<Optional<Application>> known = new AtomicReference<>(Optional.empty());
    try {
      RegistryWait.until(
          registry,
          () -> {
            known.set(attempt(registry, expected, next, isOurs, lost));
            return known.get().isPresent();
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw undecided(expected, e);
    }
    return known.get().orElseThrow();
  }

  /** Empty while it is not known. */
  private static Optional<Application> attempt(
      ApplicationRegistry registry,
      Application expected,
      Application next,
      Predicate<Application> isOurs,
      Supplier<? extends RuntimeException> lost) {
    try {
      return switch (registry.update(expected, next)) {
        case UpdateResult.Updated(Application stored) -> Optional.of(stored);
        case UpdateResult.Conflict(var now) -> Optional.of(now.filter(isOurs).orElseThrow(lost));
        case UpdateResult.Unknown _ -> Optional.empty();
      };
    } catch (MembershipException e) {
      return Optional.empty();
    } catch (IllegalStateException e) {
      throw undecided(expected, e);
    }
  }

  private static UndecidedException undecided(Application expected, Exception cause) {
    return new UndecidedException(
        "it cannot be known now what is recorded about application "
            + expected.id()
            + ": this agent ends before the cluster has told",
        cause);
  }

  /**
   * Changes a record at once, or in the background as soon as that is possible.
   *
   * @param registry where
   * @param id of which application; nothing is done if the cluster does not know it any more
   * @param change gives the next version, or the same record to leave it as it is
   * @param threads makes the thread that changes it later
   */
  public static void changeWhenPossible(
      ApplicationRegistry registry,
      ApplicationId id,
      UnaryOperator<Application> change,
      ThreadFactory threads) {
    BooleanSupplier attempt = () -> isChanged(registry, id, change);
    if (!attempt.getAsBoolean()) {
      threads
          .newThread(() -> {
            try {
              RegistryWait.until(registry, attempt);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          })
          .start();
    }
  }

  private static boolean isChanged(
      ApplicationRegistry registry, ApplicationId id, UnaryOperator<Application> change) {
    try {
      var _ = registry.change(id, change);
      return true;
    } catch (NoSuchApplicationException e) {
      return true;
    } catch (MembershipException | RegistryUnsettledException e) {
      log.warn("Application {}: what became of it is recorded later", id, e);
      return false;
    }
  }
}
