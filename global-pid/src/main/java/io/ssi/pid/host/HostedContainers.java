package io.ssi.pid.host;

import io.ssi.pid.ContainerNumber;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The containers that this agent is connected to. Any thread. */
final class HostedContainers {
  private final Map<ContainerNumber, HostedContainer> byNumber = new ConcurrentHashMap<>();

  void add(HostedContainer container) {
    if (byNumber.putIfAbsent(container.number(), container) != null) {
      throw new IllegalStateException("Container " + container.number() + " is here already");
    }
  }

  void remove(HostedContainer container) {
    byNumber.remove(container.number(), container);
  }

  Optional<HostedContainer> find(ContainerNumber number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Collection<HostedContainer> all() {
    return List.copyOf(byNumber.values());
  }

  Map<Long, ContainerNumber> byPidNamespace() {
    return byNumber.values().stream()
        .filter(container -> container.pidNamespace().isPresent())
        .collect(
            Collectors.toMap(
                container -> container.pidNamespace().orElseThrow(),
                HostedContainer::number,
                (one, other) -> one));
  }
}
