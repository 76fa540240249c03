package io.ssi.membership.map;

/** Opens the shared maps. */
@FunctionalInterface
public interface ClusterMaps {

  /**
   * Opens a map; every member must open it with the same schema. Blocks until the map's content has
   * arrived from the other members.
   *
   * @param schema its name and how its values are written
   * @param <K> keys
   * @param <V> values
   * @return the map
   */
  <K, V> ClusterMap<K, V> open(MapSchema<K, V> schema);
}
