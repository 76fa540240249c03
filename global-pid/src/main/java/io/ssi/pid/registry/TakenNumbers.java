package io.ssi.pid.registry;

import io.ssi.membership.map.ClusterMap;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The container numbers that are in use as far as this agent knows: those in the map, of which it
 * hears, and those that it is just registering. Reading all records for each start would take
 * longer the more programs were started in the last day. Thread-safe.
 */
final class TakenNumbers {
  private final ClusterMap<ApplicationId, Application> map;

  // All guarded by this.
  private final BitSet recorded = new BitSet();
  private final Map<ApplicationId, List<ContainerNumber>> ofApplication = new HashMap<>();
  private final BitSet begun = new BitSet();
  private boolean isRead;

  TakenNumbers(ClusterMap<ApplicationId, Application> map) {
    this.map = map;
  }

  /**
   * Takes the number after the highest in use, or from the end of the range on the lowest free one;
   * to be released or confirmed.
   *
   * @param reserved what is not to be given
   * @return empty if there is none
   */
  synchronized Optional<ContainerNumber> take(Predicate<ContainerNumber> reserved) {
    boolean isFresh = !isRead;
    if (isFresh) {
      read();
    }
    Optional<ContainerNumber> free = free(reserved);
    if (free.isEmpty() && !isFresh) {
      read();
      free = free(reserved);
    }
    free.ifPresent(number -> begun.set(number.value()));
    return free;
  }

  /** A number that was taken is not used after all, or what became of it is not known. */
  synchronized void release(ContainerNumber number) {
    begun.clear(number.value());
  }

  /** A number that was taken is in the map, by whomever it was put there. */
  synchronized void confirm(ContainerNumber number, boolean isOurs) {
    if (!isOurs) {
      // We have missed something.
      read();
    }
    recorded.set(number.value());
    begun.clear(number.value());
  }

  /** A record was changed. */
  synchronized void changed(ApplicationId id, Optional<Application> now) {
    if (isRead) {
      recorded.clear(id.value());
      ofApplication.getOrDefault(id, List.of()).forEach(number -> recorded.clear(number.value()));
      ofApplication.remove(id);
      now.ifPresent(this::add);
    }
  }

  private void read() {
    recorded.clear();
    ofApplication.clear();
    map.entries().values().forEach(this::add);
    isRead = true;
  }

  private void add(Application application) {
    recorded.set(application.id().value());
    if (application.containers().size() > 1) {
      List<ContainerNumber> numbers =
          application.containers().stream().map(place -> place.number()).toList();
      ofApplication.put(application.id(), numbers);
      numbers.forEach(number -> recorded.set(number.value()));
    }
  }

  private Optional<ContainerNumber> free(Predicate<ContainerNumber> reserved) {
    int highest = Math.max(recorded.length(), begun.length());
    int number = Math.max(1, highest);
    for (int i = 0; i < ContainerNumber.MAX; i++, number++) {
      if (number > ContainerNumber.MAX) {
        number = 1;
      }
      ContainerNumber candidate = new ContainerNumber(number);
      if (!recorded.get(number) && !begun.get(number) && !reserved.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
