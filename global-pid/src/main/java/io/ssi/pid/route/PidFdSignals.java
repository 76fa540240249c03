package io.ssi.pid.route;

import io.ssi.linux.Signal;
import io.ssi.linux.syscall.PidFd;
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.LocatedProcess;
import java.util.Optional;

/**
 * Signals over a pidfd: it is opened first and the process compared afterwards, so that a number
 * that changed hands meanwhile is noticed.
 */
public final class PidFdSignals implements ProcessSignals {
  private final LocalProcesses processes;

  /**
   * For this node.
   *
   * @param processes tells whether a process is still the one that was found
   */
  public PidFdSignals(LocalProcesses processes) {
    this.processes = processes;
  }

  @Override
  public boolean send(LocatedProcess process, Signal signal) {
    Optional<PidFd> opened = PidFd.open(process.pid());
    if (opened.isEmpty()) {
      return false;
    }
    try (PidFd pidFd = opened.get()) {
      return processes.isStillThere(process) && pidFd.sendSignal(signal);
    }
  }
}
