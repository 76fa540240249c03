package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import java.util.Optional;

/** What a keeper tells by itself, and what becomes of the connection to it. */
public sealed interface KeeperEvent {

  /**
   * A process ended. A SIGKILL of the agent's own is told like any other.
   *
   * @param role what it was
   * @param pid its number
   * @param status how it ended
   */
  record ChildEnded(ChildRole role, InsidePid pid, WaitStatus status) implements KeeperEvent {}

  /** No process but the keeper lives in the container any more. */
  record Emptied() implements KeeperEvent {}

  /**
   * The connection was lost and made again; events between may be missing, this is what holds now.
   *
   * @param state after the new connection
   */
  record Reconnected(KeeperState state) implements KeeperEvent {}

  /**
   * The keeper has ended, and with it every process of its container; the last event.
   *
   * @param status how it ended; empty where the kernel does not tell
   */
  record KeeperEnded(Optional<WaitStatus> status) implements KeeperEvent {}
}
