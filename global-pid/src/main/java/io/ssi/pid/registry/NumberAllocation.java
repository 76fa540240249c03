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
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives container numbers: the one after the highest in use, from the lowest free one when the end
 * of the range is reached. Whoever puts the record first has the number; the others go on to the
 * next.
 */
final class NumberAllocation {
  private static final Logger LOG = LoggerFactory.getLogger(NumberAllocation.class);
  private static final int TRIES = 5;

  private final ClusterMap<ApplicationId, Application> map;
  private final ReservedNumbers reserved;

  NumberAllocation(ClusterMap<ApplicationId, Application> map, ReservedNumbers reserved) {
    this.map = map;
    this.reserved = reserved;
  }

  /** One at a time per agent, so that a record equal to ours in the map can only be ours. */
  synchronized Application register(NewApplication application, Instant now) {
    BitSet taken = taken();
    int number = Math.max(1, taken.length());
    for (int i = 0; i < ContainerNumber.MAX; i++, number++) {
      if (number > ContainerNumber.MAX) {
        number = 1;
      }
      ContainerNumber candidate = new ContainerNumber(number);
      if (taken.get(number) || reserved.isReserved(candidate)) {
        continue;
      }
      Application record = record(application, candidate, now);
      Optional<Application> stored = putIfAbsent(record);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    throw new NoFreeContainerException(
        "Starting "
            + application.name()
            + " failed: all "
            + ContainerNumber.MAX
            + " container numbers are in use by applications or checkpoints");
  }

  /** Puts a record; empty if another record has its place. */
  Optional<Application> putIfAbsent(Application record) {
    for (int i = 0; i < TRIES; i++) {
      try {
        if (map.putIfAbsent(record.id(), record)) {
          return Optional.of(record);
        }
      } catch (WriteOutcomeUnknownException e) {
        LOG.warn("application {}: the answer to its registration was lost", record.id(), e);
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

  private BitSet taken() {
    BitSet taken = new BitSet();
    for (Map.Entry<ApplicationId, Application> known : map.entries().entrySet()) {
      taken.set(known.getKey().value());
      known.getValue().containers().forEach(place -> taken.set(place.number().value()));
    }
    return taken;
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
        false);
  }
}
