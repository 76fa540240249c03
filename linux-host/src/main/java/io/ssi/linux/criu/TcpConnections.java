package io.ssi.linux.criu;

/** What becomes of established TCP connections. Listening sockets are always kept. */
public enum TcpConnections {
  /** An established connection makes the dump fail. */
  REFUSE,
  /**
   * They are kept. Right only where both ends are in the tree, or where the address moves along:
   * traffic is not locked out meanwhile.
   */
  KEEP,
  /** They are closed: the program sees a dead connection after the restore. */
  CLOSE
}
