package io.ssi.pid;

import java.util.EnumSet;
import java.util.Set;

/** What is happening to an application, with the phases that may follow each. */
public enum ApplicationPhase {
  /** Registered; its container and its program are being started. */
  STARTING,
  /** Some process of it runs on its host. */
  RUNNING,
  /** On its way to another node; the record's migration note says how far. */
  MIGRATING,
  /** Its state is being written to the repository. */
  CHECKPOINTING,
  /** Being brought back from a checkpoint. */
  RESTARTING,
  /**
   * Its node is gone, and its processes with it; the record says why. A checkpoint can bring it
   * back.
   */
  LOST,
  /** No process of it is left. */
  ENDED;

  /**
   * The phases that can come next.
   *
   * @return the legal successors, never including this phase
   */
  public Set<ApplicationPhase> successors() {
    return switch (this) {
      case STARTING -> EnumSet.of(RUNNING, RESTARTING, LOST, ENDED);
      case RUNNING -> EnumSet.of(MIGRATING, CHECKPOINTING, LOST, ENDED);
      case MIGRATING, CHECKPOINTING, RESTARTING -> EnumSet.of(RUNNING, LOST, ENDED);
      case LOST -> EnumSet.of(RESTARTING, RUNNING, ENDED);
      case ENDED -> EnumSet.of(RESTARTING);
    };
  }

  /**
   * Whether processes of the application exist, as far as anybody knows.
   *
   * @return false when it is lost or has ended
   */
  public boolean isLive() {
    return this != LOST && this != ENDED;
  }
}
