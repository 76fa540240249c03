package io.ssi.linux.container;

/** A keeper said something that docs/keeper-protocol.md does not have. */
public final class KeeperProtocolException extends KeeperException {
  private static final long serialVersionUID = 1L;

  /** Says what was read. */
  public KeeperProtocolException(String found) {
    super("The keeper's answer cannot be read: " + found + "; do keeper and agent fit together?");
  }
}
