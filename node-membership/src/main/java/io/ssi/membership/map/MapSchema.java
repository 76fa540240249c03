package io.ssi.membership.map;

import java.util.function.Function;

/**
 * How a shared map is called and how its values are written. Keys are strings on the wire; values
 * are bytes that carry their own schema version.
 *
 * @param name lower-case name of the map, unique in the cluster
 * @param keyToText writes a key
 * @param textToKey reads a key
 * @param encode writes a value; equal values give equal bytes
 * @param decode reads a value; throws on bytes that it does not understand
 * @param <K> keys
 * @param <V> values
 */
public record MapSchema<K, V>(
    String name,
    Function<K, String> keyToText,
    Function<String, K> textToKey,
    Function<V, byte[]> encode,
    Function<byte[], V> decode) {}
