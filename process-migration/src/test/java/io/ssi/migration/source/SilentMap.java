package io.ssi.migration.source;

import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.membership.testing.ForwardingClusterMap;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.registry.ApplicationsMap;

/** A shared map that can fall silent: then nothing is written, and nobody can tell that. */
public final class SilentMap extends ForwardingClusterMap<ApplicationId, Application> {
  public volatile boolean silent;

  public SilentMap() {
    super(new InMemoryClusterMaps().open(ApplicationsMap.SCHEMA));
  }

  @Override
  public boolean replace(ApplicationId key, Application expected, Application value) {
    if (silent) {
      throw new WriteOutcomeUnknownException("lost", new IllegalStateException("lost"));
    }
    return super.replace(key, expected, value);
  }
}
