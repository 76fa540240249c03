package io.ssi.membership.testing;

import io.ssi.membership.map.ClusterMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A map that passes everything on to another one; for tests that let one of its operations go
 * wrong. Blocks and fails as that one does.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public abstract class ForwardingClusterMap<K, V> implements ClusterMap<K, V> {
  private final ClusterMap<K, V> map;

  /**
   * Over a map.
   *
   * @param map does the work
   */
  protected ForwardingClusterMap(ClusterMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Optional<V> get(K key) {
    return map.get(key);
  }

  @Override
  public Map<K, V> entries() {
    return map.entries();
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    return map.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    return map.replace(key, expected, value);
  }

  @Override
  public void put(K key, V value) {
    map.put(key, value);
  }

  @Override
  public boolean remove(K key, V expected) {
    return map.remove(key, expected);
  }

  @Override
  public void listen(Consumer<K> listener) {
    map.listen(listener);
  }
}
