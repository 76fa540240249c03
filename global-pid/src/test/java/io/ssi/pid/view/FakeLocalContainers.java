package io.ssi.pid.view;

import io.ssi.pid.Application;
import io.ssi.pid.ContainerNumber;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Containers as a test says them. */
final class FakeLocalContainers implements LocalContainers {
  final Map<Long, ContainerNumber> namespaces = new HashMap<>();
  final Map<ContainerNumber, Application> applications = new HashMap<>();
  final Set<ContainerNumber> hidden = new HashSet<>();

  @Override
  public Map<Long, ContainerNumber> byPidNamespace() {
    return namespaces;
  }

  @Override
  public Optional<Application> application(ContainerNumber number) {
    return Optional.ofNullable(applications.get(number));
  }

  @Override
  public boolean isListed(ContainerNumber number) {
    return !hidden.contains(number);
  }
}
