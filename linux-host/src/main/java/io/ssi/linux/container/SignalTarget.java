package io.ssi.linux.container;

import io.ssi.linux.InsidePid;

/** Whom a signal inside a container is for. */
public sealed interface SignalTarget {

  /**
   * One process.
   *
   * @param pid not the keeper's
   */
  record OneProcess(InsidePid pid) implements SignalTarget {}

  /**
   * A process group.
   *
   * @param leader its number
   */
  record ProcessGroup(InsidePid leader) implements SignalTarget {}

  /** Every process but the keeper at once; the reaper notices STOP and KILL only. */
  record Everyone() implements SignalTarget {}
}
