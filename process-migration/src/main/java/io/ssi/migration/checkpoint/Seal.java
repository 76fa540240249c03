package io.ssi.migration.checkpoint;

/** A keyed hash that only agents of this cluster can make. Thread-safe. */
@FunctionalInterface
public interface Seal {

  /**
   * Seals bytes.
   *
   * @param bytes what to seal
   * @return the keyed hash, 32 bytes
   */
  byte[] of(byte[] bytes);
}
