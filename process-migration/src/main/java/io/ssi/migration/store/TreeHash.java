package io.ssi.migration.store;

import io.ssi.migration.image.Sha256;
import java.security.MessageDigest;

/**
 * The hash of a file as a manifest of the repository has it: SHA-256 over the SHA-256 hashes of its
 * pages, one after the other, the last page filled up with zeros. Together with the file's size it
 * says what the file is, and it can be told from the pages' hashes without the pages.
 */
final class TreeHash {
  private final MessageDigest digest = Sha256.digest();

  /** Adds the next pages' hashes. */
  void add(byte[] hashes, int offset, int length) {
    digest.update(hashes, offset, length);
  }

  /** The hash of the file whose pages these were; begins the next file. */
  Sha256 done() {
    return Sha256.of(digest);
  }
}
