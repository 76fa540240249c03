package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import java.util.Optional;
import java.util.Set;

/**
 * What a keeper knows at one moment.
 *
 * @param container number of the container
 * @param phase where it is in its life
 * @param reaper pid of the reaper; empty if there is none
 * @param program pid of the program; empty before the first start or restore
 * @param status how the program ended; empty while that is not known
 * @param pidMax pids inside are smaller
 * @param pidMaxPerNamespace whether that limit is the container's own, or the machine's
 * @param cursor the next process inside gets the number after it, or the next free one
 * @param freezer whether it is frozen
 * @param streams whose outer ends the keeper holds
 */
public record KeeperState(
    int container,
    ContainerPhase phase,
    Optional<InsidePid> reaper,
    Optional<InsidePid> program,
    Optional<WaitStatus> status,
    int pidMax,
    boolean pidMaxPerNamespace,
    int cursor,
    FreezerState freezer,
    Set<StreamName> streams) {

  /** Copies the set. */
  public KeeperState {
    streams = Set.copyOf(streams);
  }
}
