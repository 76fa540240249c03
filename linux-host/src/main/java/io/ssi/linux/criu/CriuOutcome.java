package io.ssi.linux.criu;

/** What a failed operation has left behind. */
public enum CriuOutcome {
  /** All is as before the call: the original runs on, or nothing of the copy is left. */
  UNDONE,
  /**
   * Cannot be told from here: look at the processes by pidfd before anything else is started. After
   * a restore, half-made processes may be stuck in the container; kill all that is in it.
   */
  UNKNOWN
}
