package io.ssi.membership.hotplug;

/** The subsystems in the order in which a node joins; it leaves in the opposite one. */
public enum HotplugStage {
  /** Memory, load and the rest of the node's figures are published. */
  FIGURES,
  /** The node's processes are in the table of all processes. */
  PROCESS_VIEW,
  /** Its containers are known and served: signals, waits, streams. */
  APPLICATIONS,
  /** Its checkpoints are in the index. */
  CHECKPOINTS,
  /** It sends and receives applications that move. */
  MIGRATION,
  /** It is chosen for new work. */
  PLACEMENT
}
