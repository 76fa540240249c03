package io.ssi.membership.node;

/** What is gone when a node has failed. */
public enum FailureKind {
  /**
   * The agent ended or is silent, the node lives: its programs run on, and nothing of it may be
   * restarted elsewhere until they are known to be ended or frozen.
   */
  AGENT_GONE,
  /** The node does not answer. Only as sure as the witness that said so. */
  NODE_GONE,
  /** Nobody could tell; treat as {@link #AGENT_GONE}. */
  UNKNOWN
}
