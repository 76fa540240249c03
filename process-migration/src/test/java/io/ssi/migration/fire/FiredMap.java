package io.ssi.migration.fire;

import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.membership.testing.ForwardingClusterMap;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationsMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The map of applications as one agent sees it. */
final class FiredMap extends ForwardingClusterMap<ApplicationId, Application> {
  private final Life life;

  FiredMap(Life life, InMemoryNetwork network) {
    super(ApplicationsMap.open(network.maps(life.machine().id)));
    this.life = life;
  }

  @Override
  public Optional<Application> get(ApplicationId key) {
    life.requireAlive();
    return super.get(key);
  }

  @Override
  public Map<ApplicationId, Application> entries() {
    life.requireAlive();
    return super.entries();
  }

  @Override
  public boolean replace(ApplicationId key, Application expected, Application value) {
    life.effect(
        "records " + value.phase() + value.migration().map(n -> " " + n.phase()).orElse(""));
    if (!life.hasQuorum) {
      life.world().link().park();
      throw new NoQuorumException("a minority", new IllegalStateException("partitioned"));
    }
    if (life.world().losesAnswer()) {
      boolean _ = !life.world().losesWrites() && super.replace(key, expected, value);
      throw new WriteOutcomeUnknownException("lost", new IllegalStateException("lost"));
    }
    return super.replace(key, expected, value);
  }

  @Override
  public void listen(Consumer<ApplicationId> listener) {
    super.listen(key -> {
      if (!life.isDead()) {
        listener.accept(key);
      }
    });
  }
}
