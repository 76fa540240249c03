package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.UnreadableProcFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes of a container in {@code /proc}: those whose pid namespace is the keeper's.
 * Processes in namespaces nested below it are not listed. Thread-safe; costs one readlink(2) for
 * each process of the node, and needs root.
 */
public final class ContainerProcesses {
  // SIGKILL and SIGSTOP: signal(7).
  private static final long NEVER_BLOCKED = 1L << 8 | 1L << 18;

  private final ProcFs procFs;

  /** Over the {@code /proc} that shows the numbers of this process's own pid namespace. */
  public ContainerProcesses(ProcFs procFs) {
    this.procFs = procFs;
  }

  /** All of them by their pid inside, keeper first; none if the keeper is gone. */
  public List<ContainerProcess> list(LocalPid keeper) {
    Optional<Long> namespace = procFs.namespace(keeper, NamespaceKind.PID);
    if (namespace.isEmpty()) {
      return List.of();
    }
    List<ContainerProcess> found = new ArrayList<>();
    for (LocalPid pid : procFs.pids()) {
      if (namespace(pid).equals(namespace)) {
        // The last number is that of the innermost namespace: proc_pid_status(5).
        procFs
            .status(pid)
            .map(status -> new InsidePid(status.namespacePids().getLast()))
            .ifPresent(inside -> found.add(new ContainerProcess(inside, pid)));
      }
    }
    found.sort(Comparator.comparing(ContainerProcess::inside));
    return found;
  }

  /** The one with that pid inside; empty if there is none. */
  public Optional<ContainerProcess> find(LocalPid keeper, InsidePid pid) {
    return list(keeper).stream().filter(process -> process.inside().equals(pid)).findFirst();
  }

  /**
   * Whether a process blocks every signal that can be blocked, those of the C library included:
   * what CRIU has not let go yet does, and hardly anything else, as sigfillset(3) leaves two out.
   */
  public boolean blocksEverySignal(LocalPid pid) {
    return procFs
        .status(pid)
        .filter(status -> (status.signals().blocked() | NEVER_BLOCKED) == -1L)
        .isPresent();
  }

  private Optional<Long> namespace(LocalPid pid) {
    try {
      return procFs.namespace(pid, NamespaceKind.PID);
    } catch (UnreadableProcFileException e) {
      // Refused for a process with more capabilities than ours, which no container of ours has.
      return Optional.empty();
    }
  }
}
