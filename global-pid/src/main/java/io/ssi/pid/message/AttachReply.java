package io.ssi.pid.message;

/** The answer to {@link AttachRequest}. */
public sealed interface AttachReply {

  /**
   * What the program reads and writes follows, as after a start in the foreground.
   *
   * @param terminal whether it has a terminal
   */
  record Attached(boolean terminal) implements AttachReply {}

  /** Its streams are not held here: it was started detached, or is over and all was told. */
  record NotHeld() implements AttachReply {}

  /**
   * No.
   *
   * @param message why, a clause
   */
  record Refused(String message) implements AttachReply {}
}
