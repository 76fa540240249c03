package io.ssi.agent.config;

import java.nio.file.Path;

/**
 * What an agent of an embedded node knows of the machine that it shares with the other nodes.
 *
 * @param machineProc the machine's own {@code /proc}, read only: shows whether another node's init
 *     is really gone
 * @param init this node's init as {@code machineProc} numbers it
 * @param memoryBytes this node's share of the machine's memory
 */
public record EmbeddedNode(Path machineProc, ProcessIdentity init, long memoryBytes) {

  /** Refuses a share of nothing. */
  public EmbeddedNode {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("a node's memory is a positive number of bytes");
    }
  }
}
