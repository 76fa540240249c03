package io.ssi.pid.registry;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapSchema;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.wire.ApplicationWire;

/** The shared map that the registry is kept in. */
public final class ApplicationsMap {

  /** Its name and how it is written: synchronous, by application id. */
  public static final MapSchema<ApplicationId, Application> SCHEMA =
      new MapSchema<>(
          "applications",
          ApplicationId::toString,
          text -> new ApplicationId(Integer.parseInt(text)),
          ApplicationWire::encode,
          ApplicationWire::decode);

  private ApplicationsMap() {}

  /**
   * Opens it; blocks until its content has arrived.
   *
   * @param maps the cluster's maps
   * @return the map
   */
  public static ClusterMap<ApplicationId, Application> open(ClusterMaps maps) {
    return maps.open(SCHEMA);
  }
}
