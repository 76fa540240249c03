package io.ssi.migration.store;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** The pages of a pack that is being written, as far as they have a number: their hashes. */
final class PackDraft {
  /** Bounds what one pack's index takes in memory while it is written: under 3 MiB. */
  static final int MAX_PAGES = 1 << 16;

  private final int number;
  private final int capacity = HashTable.slotsFor(MAX_PAGES);
  private final IntBuffer slots = IntBuffer.allocate(capacity);
  private byte[] hashes = new byte[BlockCodec.PAGES * Page.HASH_BYTES];
  private int pages;

  PackDraft(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  int pages() {
    return pages;
  }

  /** All hashes, in the order of the entries; longer than needed. */
  byte[] hashes() {
    return hashes;
  }

  boolean isFull() {
    return pages >= MAX_PAGES;
  }

  /** The entry of a page, or -1. */
  int find(byte[] hash, int offset) {
    ByteBuffer known = ByteBuffer.wrap(hashes);
    return HashTable.find(slots, capacity, known, hash, offset);
  }

  /** Gives a page that is not there yet the next number. */
  int add(byte[] hash, int offset) {
    if (isFull()) {
      throw new IllegalStateException("Pack " + number + " is full");
    }
    int at = pages * Page.HASH_BYTES;
    if (at == hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    System.arraycopy(hash, offset, hashes, at, Page.HASH_BYTES);
    HashTable.put(slots, capacity, pages, hashes, at);
    return pages++;
  }
}
