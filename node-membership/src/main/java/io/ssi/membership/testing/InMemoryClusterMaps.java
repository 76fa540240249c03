package io.ssi.membership.testing;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapSchema;
import io.ssi.membership.map.NoQuorumException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Shared maps in memory. Values are written and read with their schema, so a wrong one shows.
 * Listeners run on the writer's thread.
 */
public final class InMemoryClusterMaps implements ClusterMaps {
  private final InMemoryMapStore store;
  private final BooleanSupplier quorum;

  /** Maps of one agent alone that always has a quorum. */
  public InMemoryClusterMaps() {
    this(new InMemoryMapStore(), () -> true);
  }

  InMemoryClusterMaps(InMemoryMapStore store, BooleanSupplier quorum) {
    this.store = store;
    this.quorum = quorum;
  }

  @Override
  public <K, V> ClusterMap<K, V> open(MapSchema<K, V> schema) {
    return new InMemoryClusterMap<>(schema, store.map(schema.name()), quorum);
  }

  private record InMemoryClusterMap<K, V>(
      MapSchema<K, V> schema, InMemoryMapStore.Content content, BooleanSupplier quorum)
      implements ClusterMap<K, V> {

    @Override
    public Optional<V> get(K key) {
      return Optional.ofNullable(content.values().get(schema.keyToText().apply(key)))
          .map(this::decode);
    }

    @Override
    public Map<K, V> entries() {
      Map<K, V> copy = new LinkedHashMap<>();
      content
          .values()
          .forEach((key, value) -> copy.put(schema.textToKey().apply(key), decode(value)));
      return Map.copyOf(copy);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
      return changed(key, content.values().putIfAbsent(writable(key), encode(value)) == null);
    }

    @Override
    public boolean replace(K key, V expected, V value) {
      return changed(key, content.values().replace(writable(key), encode(expected), encode(value)));
    }

    @Override
    public void put(K key, V value) {
      content.values().put(writable(key), encode(value));
      changed(key, true);
    }

    @Override
    public boolean remove(K key, V expected) {
      return changed(key, content.values().remove(writable(key), encode(expected)));
    }

    @Override
    public void listen(Consumer<K> listener) {
      content.listeners().add(text -> listener.accept(schema.textToKey().apply(text)));
    }

    private boolean changed(K key, boolean done) {
      if (done) {
        content.changed(schema.keyToText().apply(key));
      }
      return done;
    }

    private String writable(K key) {
      if (!quorum.getAsBoolean()) {
        throw new NoQuorumException(
            "Cannot write " + key + " to " + schema.name() + ": this side has no majority",
            new IllegalStateException("partitioned"));
      }
      return schema.keyToText().apply(key);
    }

    private ByteBuffer encode(V value) {
      return ByteBuffer.wrap(schema.encode().apply(value)).asReadOnlyBuffer();
    }

    private V decode(ByteBuffer value) {
      byte[] bytes = new byte[value.remaining()];
      value.duplicate().get(bytes);
      return schema.decode().apply(bytes);
    }
  }
}
