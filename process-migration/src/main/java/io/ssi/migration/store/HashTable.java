package io.ssi.migration.store;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/**
 * The open addressing by which a page is found in a pack: a slot has the number of an entry plus
 * one, or zero; the next slots are tried in turn. There are at least twice as many slots as
 * entries, and a power of two.
 */
final class HashTable {
  private HashTable() {}

  static int slotsFor(int entries) {
    return Math.max(2, Integer.highestOneBit(Math.max(1, entries)) * 4);
  }

  /** The entry whose hash this is, or -1. */
  static int find(IntBuffer slots, int capacity, ByteBuffer hashes, byte[] wanted, int offset) {
    ByteBuffer hash = ByteBuffer.wrap(wanted, offset, Page.HASH_BYTES).slice();
    int slot = hash.getInt(0) & (capacity - 1);
    for (int tries = 0; tries < capacity; tries++) {
      int entry = slots.get(slot) - 1;
      if (entry < 0 || (entry + 1) * Page.HASH_BYTES > hashes.limit()) {
        return -1;
      }
      if (equal(hashes, entry * Page.HASH_BYTES, hash)) {
        return entry;
      }
      slot = (slot + 1) & (capacity - 1);
    }
    return -1;
  }

  /** Enters an entry; it must not be there yet, and there must be room. */
  static void put(IntBuffer slots, int capacity, int entry, byte[] hashes, int offset) {
    int slot = ByteBuffer.wrap(hashes).getInt(offset) & (capacity - 1);
    while (slots.get(slot) != 0) {
      slot = (slot + 1) & (capacity - 1);
    }
    slots.put(slot, entry + 1);
  }

  static boolean equal(ByteBuffer hashes, int at, ByteBuffer hash) {
    return hashes.getLong(at) == hash.getLong(0)
        && hashes.getLong(at + 8) == hash.getLong(8)
        && hashes.getLong(at + 16) == hash.getLong(16)
        && hashes.getLong(at + 24) == hash.getLong(24);
  }
}
