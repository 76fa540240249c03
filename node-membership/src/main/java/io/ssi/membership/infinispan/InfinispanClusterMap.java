package io.ssi.membership.infinispan;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.MapSchema;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.IllegalLifecycleStateException;
import org.infinispan.context.Flag;
import org.infinispan.partitionhandling.AvailabilityException;
import org.jspecify.annotations.Nullable;

/**
 * One replicated cache as a map. A write whose answer is lost is looked up again: where the map
 * holds the new value it is done, otherwise its outcome is unknown.
 */
final class InfinispanClusterMap<K, V> implements ClusterMap<K, V> {
  private final MapSchema<K, V> schema;
  private final AdvancedCache<byte[], byte[]> cache;
  private final AdvancedCache<byte[], byte[]> local;
  private final QuorumKeeper quorum;
  private final ChangeFeed<K> feed;

  InfinispanClusterMap(
      MapSchema<K, V> schema,
      AdvancedCache<byte[], byte[]> cache,
      QuorumKeeper quorum,
      ChangeFeed<K> feed) {
    this.schema = schema;
    this.cache = cache;
    this.local = cache.withFlags(Flag.CACHE_MODE_LOCAL);
    this.quorum = quorum;
    this.feed = feed;
  }

  @Override
  public Optional<V> get(K key) {
    return Optional.ofNullable(read(write(key))).map(schema.decode());
  }

  @Override
  public Map<K, V> entries() {
    Map<K, V> copy = new HashMap<>();
    local.forEach((key, value) ->
        copy.put(
            schema.textToKey().apply(new String(key, StandardCharsets.UTF_8)),
            schema.decode().apply(value)));
    return Map.copyOf(copy);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    byte[] name = write(key);
    byte[] bytes = schema.encode().apply(value);
    return attempt("put", key, bytes, () -> cache.putIfAbsent(name, bytes) == null);
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    byte[] name = write(key);
    byte[] old = schema.encode().apply(expected);
    byte[] bytes = schema.encode().apply(value);
    return attempt("replace", key, bytes, () -> cache.replace(name, old, bytes));
  }

  @Override
  public void put(K key, V value) {
    byte[] name = write(key);
    byte[] bytes = schema.encode().apply(value);
    attempt(
        "put",
        key,
        bytes,
        () -> {
          cache.withFlags(Flag.IGNORE_RETURN_VALUES).put(name, bytes);
          return true;
        });
  }

  @Override
  public boolean remove(K key, V expected) {
    byte[] name = write(key);
    byte[] old = schema.encode().apply(expected);
    return attempt("remove", key, null, () -> cache.remove(name, old));
  }

  @Override
  public void listen(Consumer<K> listener) {
    feed.add(listener);
  }

  private boolean attempt(
      String verb, K key, byte @Nullable [] wanted, Supplier<Boolean> operation) {
    if (!quorum.settle(cache)) {
      // Infinispan would say the same, with an error in the log for each attempt.
      throw noQuorum(verb, key, new AvailabilityException("The cache is not available"));
    }
    try {
      return operation.get();
    } catch (AvailabilityException e) {
      // A split that began during the write can leave its value behind on this side.
      if (Arrays.equals(read(write(key)), wanted)) {
        throw unknown(verb, key, e);
      }
      throw noQuorum(verb, key, e);
    } catch (IllegalLifecycleStateException e) {
      throw new NoQuorumException(
          "Cannot " + verb + " " + key + " in " + schema.name() + ": this agent is leaving", e);
    } catch (CacheException e) {
      if (wanted != null && Arrays.equals(read(write(key)), wanted)) {
        return true;
      }
      throw unknown(verb, key, e);
    }
  }

  private NoQuorumException noQuorum(String verb, K key, AvailabilityException cause) {
    return new NoQuorumException(
        "Cannot "
            + verb
            + " "
            + key
            + " in "
            + schema.name()
            + ": this side of the cluster has no majority, "
            + quorum.remaining()
            + "; reading goes on, writing does when they are back",
        cause);
  }

  private WriteOutcomeUnknownException unknown(String verb, K key, Throwable cause) {
    return new WriteOutcomeUnknownException(
        "The answer to "
            + verb
            + " "
            + key
            + " in "
            + schema.name()
            + " was lost, it may or may not have happened: read again",
        cause);
  }

  private byte @Nullable [] read(byte[] key) {
    return local.get(key);
  }

  private byte[] write(K key) {
    return schema.keyToText().apply(key).getBytes(StandardCharsets.UTF_8);
  }
}
