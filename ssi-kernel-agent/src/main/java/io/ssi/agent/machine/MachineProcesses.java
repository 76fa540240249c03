package io.ssi.agent.machine;

import io.ssi.agent.config.ProcessIdentity;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.procfs.CmdlineFile;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.ProcessState;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.syscall.PidFd;
import java.util.List;
import java.util.Optional;

/**
 * The processes of the machine, as the pid namespace of this program sees them.
 *
 * @param proc the {@code /proc} of that namespace
 */
public record MachineProcesses(ProcFs proc) {

  /**
   * The process that has a number now.
   *
   * @param pid the number
   * @return its identity, or nothing if no living process has it
   */
  public Optional<ProcessIdentity> identity(LocalPid pid) {
    return proc.stat(pid)
        .filter(MachineProcesses::lives)
        .map(stat -> new ProcessIdentity(pid.value(), stat.startTicks()));
  }

  /**
   * Whether a process still lives. Of the init of a pid namespace, no means that every process of
   * the namespace is gone: the kernel ends them before init becomes a zombie (man 7
   * pid_namespaces).
   *
   * @param process the process
   * @return false if it has ended, even if nobody has collected its status
   */
  public boolean isAlive(ProcessIdentity process) {
    return identity(new LocalPid(process.pid())).filter(process::equals).isPresent();
  }

  /**
   * Whether not even a zombie of a process is left.
   *
   * @param process the process
   * @return true once its parent has collected its status
   */
  public boolean isReaped(ProcessIdentity process) {
    return proc.stat(new LocalPid(process.pid()))
        .filter(stat -> stat.startTicks() == process.startTicks())
        .isEmpty();
  }

  /**
   * The command line of a process.
   *
   * @param process the process
   * @return its arguments; none if it is gone
   */
  public List<String> arguments(ProcessIdentity process) {
    return isAlive(process)
        ? proc.cmdline(new LocalPid(process.pid())).map(CmdlineFile::arguments).orElse(List.of())
        : List.of();
  }

  /**
   * Sends a signal; nothing happens if the process has ended.
   *
   * @param process to whom
   * @param signal which
   */
  public void signal(ProcessIdentity process, Signal signal) {
    try (PidFd handle = PidFd.open(new LocalPid(process.pid())).orElse(null)) {
      // Looked at while the handle is held: from here on the number cannot become another process.
      if (handle != null && isAlive(process)) {
        boolean _ = handle.sendSignal(signal);
      }
    }
  }

  private static boolean lives(StatFile stat) {
    return stat.state() != ProcessState.ZOMBIE && stat.state() != ProcessState.DEAD;
  }
}
