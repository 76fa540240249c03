package io.ssi.pid.message;

import io.ssi.linux.WaitStatus;
import java.util.Optional;

/** What a node knows about the end of a process. */
public sealed interface AwaitReply {

  /** It had not ended when the time was over. */
  record Running() implements AwaitReply {}

  /**
   * It has ended.
   *
   * @param status how; empty where only its parent was told
   */
  record Ended(Optional<WaitStatus> status) implements AwaitReply {}

  /** It is not on this node, or has moved away meanwhile. */
  record NotHere() implements AwaitReply {}
}
