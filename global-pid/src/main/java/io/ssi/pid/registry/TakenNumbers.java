package io.ssi.pid.registry;

import io.ssi.membership.NodeId;
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
import java.util.stream.IntStream;

/**
 * The container numbers that are in use as far as this agent knows: those in the map, of which it
 * hears, and those that it is just registering. Reading all records for each start would take
 * longer the more programs were started in the last day. Thread-safe.
 */
final class TakenNumbers {
  /** Agents that start many programs at once would all try the same numbers. */
  private static final int LANES = 8;

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
   * to be released or confirmed. While others are begun here already it is one that other nodes
   * seldom take.
   *
   * @param host this node
   * @param reserved what is not to be given
   * @return empty if there is none
   */
  synchronized Optional<ContainerNumber> take(NodeId host, Predicate<ContainerNumber> reserved) {
    boolean isFresh = !isRead;
    if (isFresh) {
      read();
    }
    Predicate<ContainerNumber> isFree = number -> isFree(number) && !reserved.test(number);
    Optional<ContainerNumber> free = begun.isEmpty() ? Optional.empty() : inLane(host, isFree);
    free = free.or(() -> first(isFree));
    if (free.isEmpty() && !isFresh) {
      read();
      free = first(isFree);
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

  private boolean isFree(ContainerNumber number) {
    return !recorded.get(number.value()) && !begun.get(number.value());
  }

  private int afterHighest() {
    return Math.max(1, Math.max(recorded.length(), begun.length()));
  }

  private Optional<ContainerNumber> inLane(NodeId host, Predicate<ContainerNumber> isFree) {
    return IntStream.range(0, LANES)
        .map(i -> afterHighest() + i)
        .filter(number -> number <= ContainerNumber.MAX && number % LANES == host.value() % LANES)
        .mapToObj(ContainerNumber::new)
        .filter(isFree)
        .findFirst();
  }

  private Optional<ContainerNumber> first(Predicate<ContainerNumber> isFree) {
    int from = Math.min(afterHighest(), ContainerNumber.MAX) - 1;
    return IntStream.range(0, ContainerNumber.MAX)
        .map(i -> (from + i) % ContainerNumber.MAX + 1)
        .mapToObj(ContainerNumber::new)
        .filter(isFree)
        .findFirst();
  }
}
