package io.ssi.migration;

/**
 * What the caller allows.
 *
 * @param tcpClose established TCP connections to outside are closed instead of being in the way
 */
public record MigrationOptions(boolean tcpClose) {

  /** Nothing special allowed. */
  public static final MigrationOptions DEFAULT = new MigrationOptions(false);
}
