package io.ssi.linux.posix;

import io.ssi.linux.Errno;
import io.ssi.linux.LinuxPermissionException;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.SystemCallException;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * Signals to processes by their number: kill(2). Thread-safe, never blocks. Where another process
 * may have got the number meanwhile, {@link io.ssi.linux.syscall.PidFd} is the one to take.
 */
public final class PosixProcesses {
  private final POSIX posix = POSIXFactory.getNativePOSIX();

  /**
   * Sends the signal to the process that has the number now.
   *
   * @return false if none has; a zombie takes signals without effect
   * @throws LinuxPermissionException EPERM
   */
  public boolean send(LocalPid pid, Signal signal) {
    return kill(pid.value(), signal.number(), "process " + pid);
  }

  /**
   * Sends the signal to every process of a process group.
   *
   * @param leader the group's number, greater than 1
   * @return false if the group has no process
   * @throws LinuxPermissionException EPERM: to none of them
   */
  public boolean sendToGroup(LocalPid leader, Signal signal) {
    if (leader.value() == 1) {
      // kill(-1) would reach every process of the machine.
      throw new IllegalArgumentException("Process group 1 cannot be signalled");
    }
    return kill(-leader.value(), signal.number(), "process group " + leader);
  }

  /** Whether a process, a zombie included, has the number now. */
  public boolean exists(LocalPid pid) {
    try {
      return kill(pid.value(), 0, "process " + pid);
    } catch (LinuxPermissionException e) {
      return true;
    }
  }

  private boolean kill(int target, int signal, String subject) {
    if (posix.kill(target, signal) == 0) {
      return true;
    }
    int number = posix.errno();
    if (number == Errno.ESRCH.number()) {
      return false;
    }
    throw SystemCallException.of(
        "kill", subject, number, "only its user or root may signal a process");
  }
}
