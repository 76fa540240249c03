package io.ssi.pid.registry;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Attempt;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.ContainerPlace;
import io.ssi.pid.NoFreeContainerException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives container numbers. Whichever agent puts the record first has the number; the others go on
 * to the next. Within an agent a number is one thread's at a time, so a record equal to its own in
 * the map can only be its own. Thread-safe.
 */
final class NumberAllocation {
  private static final Logger LOG = LoggerFactory.getLogger(NumberAllocation.class);
  private static final int TRIES = 5;

  private final ClusterMap<ApplicationId, Application> map;
  private final ReservedNumbers reserved;
  private final TakenNumbers taken;

  NumberAllocation(ClusterMap<ApplicationId, Application> map, ReservedNumbers reserved) {
    this.map = map;
    this.reserved = reserved;
    this.taken = new TakenNumbers(map);
  }

  Application register(NewApplication application, Instant now, Preparation preparation) {
    while (true) {
      ContainerNumber number =
          taken
              .take(application.host(), reserved::isReserved)
              .orElseThrow(() -> noneFree(application));
      Optional<Application> stored;
      try {
        preparation.begin(number);
        stored = putIfAbsent(record(application, number, now));
      } catch (RuntimeException e) {
        preparation.undo(number);
        taken.release(number);
        throw e;
      }
      if (stored.isPresent()) {
        taken.confirm(number, true);
        return stored.get();
      }
      preparation.undo(number);
      taken.confirm(number, false);
    }
  }

  /** A record was changed by some agent. */
  void changed(ApplicationId id, Optional<Application> now) {
    taken.changed(id, now);
  }

  private static NoFreeContainerException noneFree(NewApplication application) {
    return new NoFreeContainerException(
        "Starting "
            + application.name()
            + " failed: all "
            + ContainerNumber.MAX
            + " container numbers are in use by applications or checkpoints");
  }

  /** Puts a record; empty if another record has its place. */
  Optional<Application> putIfAbsent(Application record) {
    boolean isLost = false;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (map.putIfAbsent(record.id(), record)) {
          return Optional.of(record);
        }
        if (!isLost) {
          // What is there may not have come here yet.
          return Optional.empty();
        }
      } catch (WriteOutcomeUnknownException e) {
        LOG.warn("application {}: the answer to its registration was lost", record.id(), e);
        isLost = true;
      }
      Optional<Application> current = map.get(record.id());
      if (current.isPresent()) {
        return current.filter(record::equals);
      }
    }
    throw new RegistryUnsettledException(
        "Registering application "
            + record.id()
            + " may or may not have happened: the answers were lost "
            + TRIES
            + " times; try again");
  }

  private static Application record(
      NewApplication application, ContainerNumber number, Instant now) {
    return new Application(
        ApplicationId.of(number),
        0,
        application.name(),
        application.owner(),
        application.command(),
        List.of(new ContainerPlace(number, application.host())),
        ApplicationPhase.STARTING,
        "",
        new Attempt(1, application.host()),
        Optional.empty(),
        OptionalInt.empty(),
        now,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        application.partOf(),
        Optional.empty(),
        application.origin());
  }
}
