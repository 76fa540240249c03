package io.ssi.migration;

import io.ssi.pid.ApplicationId;

/**
 * Is told how far migrations that leave this node have come, on the thread of each, which goes on
 * when this returns. Must not throw.
 */
@FunctionalInterface
public interface PhaseListener {
  /** Lets every migration go on at once. */
  PhaseListener NONE = (application, phase) -> {};

  /**
   * A migration has reached a phase.
   *
   * @param application what moves
   * @param phase REQUESTED at its beginning, then each that is reached
   */
  void reached(ApplicationId application, MigrationPhase phase);
}
