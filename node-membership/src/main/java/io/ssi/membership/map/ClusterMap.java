package io.ssi.membership.map;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A map that all agents share.
 *
 * <p>Contract: any thread; reads are local and never block; writes block until every member has the
 * value. In a minority partition reads go on and writes throw {@link NoQuorumException}, and
 * nothing was changed. A write whose outcome cannot be known throws {@link
 * WriteOutcomeUnknownException}: read again before doing anything else.
 *
 * @param <K> keys
 * @param <V> immutable values with a sound {@code equals}
 */
public interface ClusterMap<K, V> {

  /**
   * The value under a key.
   *
   * @param key the key
   * @return the value, or empty
   */
  Optional<V> get(K key);

  /**
   * Everything in the map.
   *
   * @return an immutable copy
   */
  Map<K, V> entries();

  /**
   * Puts a value where there is none.
   *
   * @param key the key
   * @param value the value
   * @return true if it was put; false if the key had a value, which stays
   */
  boolean putIfAbsent(K key, V value);

  /**
   * Replaces one value by another, if it is still what the caller thinks.
   *
   * @param key the key
   * @param expected what the caller last read
   * @param value the new value
   * @return true if it was replaced; false if the map holds something else
   */
  boolean replace(K key, V expected, V value);

  /**
   * Puts a value whatever was there; for maps with a single writer per key.
   *
   * @param key the key
   * @param value the value
   */
  void put(K key, V value);

  /**
   * Removes a value, if it is still what the caller thinks.
   *
   * @param key the key
   * @param expected what the caller last read
   * @return true if it was removed
   */
  boolean remove(K key, V expected);

  /**
   * Calls a listener after each change, in order per key, on a thread that may block. Changes made
   * by this agent are told too.
   *
   * @param listener told the key that changed
   */
  void listen(Consumer<K> listener);
}
