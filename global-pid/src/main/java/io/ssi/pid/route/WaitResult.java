package io.ssi.pid.route;

import io.ssi.linux.WaitStatus;

/** What waiting for a process came to. */
public sealed interface WaitResult {

  /**
   * It has ended.
   *
   * @param status how
   */
  record Ended(WaitStatus status) implements WaitResult {}

  /**
   * It has ended, and nobody can tell how.
   *
   * @param reason why not, for people
   */
  record EndedUnknown(String reason) implements WaitResult {}

  /**
   * Its node is gone, and it with it; its application may be restarted from a checkpoint.
   *
   * @param reason what happened, for people
   */
  record Lost(String reason) implements WaitResult {}

  /** It had not ended when the time was over, or the thread was interrupted. */
  record StillRunning() implements WaitResult {}
}
