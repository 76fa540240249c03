package io.ssi.migration.store;

import java.security.DigestException;
import java.security.MessageDigest;

/** The unit in which images are compared and stored: what the kernel changes as one. */
final class Page {
  static final int BYTES = 4096;
  static final int HASH_BYTES = 32;

  private Page() {}

  /** How many pages a file of this size takes; the last one is filled up with zeros. */
  static long count(long fileBytes) {
    return (fileBytes + BYTES - 1) / BYTES;
  }

  /** Writes the hash of one page to a place in an array. */
  static void hash(MessageDigest digest, byte[] source, int offset, byte[] target, int at) {
    digest.update(source, offset, BYTES);
    try {
      digest.digest(target, at, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalArgumentException("No room for a hash at " + at, e);
    }
  }
}
