package io.ssi.migration.source;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationsMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A shared map that can fall silent: then nothing is written, and nobody can tell that. */
final class SilentMap implements ClusterMap<ApplicationId, Application> {
  volatile boolean silent;
  private final ClusterMap<ApplicationId, Application> map =
      new InMemoryClusterMaps().open(ApplicationsMap.SCHEMA);

  @Override
  public Optional<Application> get(ApplicationId key) {
    return map.get(key);
  }

  @Override
  public Map<ApplicationId, Application> entries() {
    return map.entries();
  }

  @Override
  public boolean putIfAbsent(ApplicationId key, Application value) {
    return map.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(ApplicationId key, Application expected, Application value) {
    if (silent) {
      throw new WriteOutcomeUnknownException("lost", new IllegalStateException("lost"));
    }
    return map.replace(key, expected, value);
  }

  @Override
  public void put(ApplicationId key, Application value) {
    map.put(key, value);
  }

  @Override
  public boolean remove(ApplicationId key, Application expected) {
    return map.remove(key, expected);
  }

  @Override
  public void listen(Consumer<ApplicationId> listener) {
    map.listen(listener);
  }
}
