package io.ssi.pid.route;

import io.ssi.linux.Signal;
import io.ssi.pid.view.LocatedProcess;

/** Signals a process of this node and of no other that may have got its number. Any thread. */
@FunctionalInterface
public interface ProcessSignals {

  /**
   * Sends a signal.
   *
   * @param process as it was found
   * @param signal the signal
   * @return false if the process has ended since it was found
   * @throws io.ssi.linux.LinuxPermissionException if the kernel refuses
   */
  boolean send(LocatedProcess process, Signal signal);
}
