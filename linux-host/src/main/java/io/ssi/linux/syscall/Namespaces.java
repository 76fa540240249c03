package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.LocalPid;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.UninterruptedResult;
import io.ssi.linux.procfs.NamespaceKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Works inside the namespaces of another process: setns(2). Thread-safe. */
public final class Namespaces {
  private static final int CLONE_FS = 0x200;
  private static final List<NamespaceKind> ENTERABLE =
      List.of(
          NamespaceKind.CGROUP,
          NamespaceKind.IPC,
          NamespaceKind.UTS,
          NamespaceKind.NET,
          NamespaceKind.PID,
          NamespaceKind.MNT);

  private final Path proc;

  /** Over a mounted proc file system, {@code /proc} as a rule. */
  public Namespaces(Path proc) {
    this.proc = proc;
  }

  /**
   * Runs an action on a platform thread of its own that has entered namespaces of a process, and
   * waits for it, uninterruptibly. Java code in it opens files and sockets there; programs that it
   * starts are born there. The thread ends afterwards.
   *
   * @param pid in whose namespaces
   * @param kinds of CGROUP, IPC, UTS, NET and MNT
   * @return what the action returns; what it throws is thrown
   * @throws SystemCallException ESRCH if there is no such process, EPERM without rights
   */
  public <T> T inside(LocalPid pid, Set<NamespaceKind> kinds, Supplier<T> action) {
    // A thread that has another pid namespace for its children can start no threads, and whoever
    // wakes a virtual thread may have to start one.
    if (kinds.contains(NamespaceKind.PID)) {
      throw new IllegalArgumentException("Java code cannot run inside another pid namespace");
    }
    return enterAndRun(pid, kinds, action);
  }

  /**
   * Starts a program that is born in namespaces of a process. Blocks for as long as {@link
   * Spawn#start} does.
   *
   * @param pid in whose namespaces
   * @param kinds of CGROUP, IPC, UTS, NET, PID and MNT
   * @return the child, with its pid as this process sees it
   * @throws SystemCallException ESRCH if there is no such process, EPERM without rights, and what
   *     execve(2) says
   */
  public ChildProcess start(LocalPid pid, Set<NamespaceKind> kinds, SpawnRequest request) {
    return enterAndRun(pid, kinds, () -> Spawn.start(request));
  }

  private <T> T enterAndRun(LocalPid pid, Set<NamespaceKind> kinds, Supplier<T> action) {
    if (!ENTERABLE.containsAll(kinds)) {
      throw new IllegalArgumentException(
          "A process with threads can enter " + ENTERABLE + ", not " + kinds);
    }
    List<Descriptor> opened = new ArrayList<>();
    try (Descriptor home = Descriptor.open(proc.resolve("self/ns/pid"))) {
      for (NamespaceKind kind : ENTERABLE) {
        if (kinds.contains(kind)) {
          opened.add(openNamespace(pid, kind));
        }
      }
      FutureTask<T> task =
          new FutureTask<>(() -> {
            try {
              enter(opened);
              return action.get();
            } finally {
              // Telling the waiting caller may start a thread.
              setNamespace(home);
            }
          });
      Thread.ofPlatform().daemon().name("ssi-linux-inside-" + pid).start(task);
      return UninterruptedResult.of(task);
    } finally {
      opened.forEach(Descriptor::close);
    }
  }

  private Descriptor openNamespace(LocalPid pid, NamespaceKind kind) {
    try {
      return Descriptor.open(file(pid, kind));
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        throw SystemCallException.of("setns", "process " + pid, Errno.ESRCH, "");
      }
      throw e;
    }
  }

  private static void enter(List<Descriptor> opened) {
    // Threads share their root and directory, and the kernel lets nobody who shares enter mounts.
    Libc.UNSHARE.require("file system context of a thread", CLONE_FS);
    opened.forEach(Namespaces::setNamespace);
  }

  private static void setNamespace(Descriptor descriptor) {
    Libc.SETNS.require(descriptor.toString(), descriptor.number(), 0);
  }

  private Path file(LocalPid pid, NamespaceKind kind) {
    return proc.resolve(pid + "/ns/" + kind.file());
  }
}
