package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.LocalPid;
import io.ssi.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Looks at the namespaces of processes, and works inside them. */
public final class Namespaces {
  private static final int CLONE_FS = 0x200;

  private final Path proc;

  /** Over a mounted proc file system, {@code /proc} as a rule. */
  public Namespaces(Path proc) {
    this.proc = proc;
  }

  /**
   * In which namespace the process is.
   *
   * @return empty if there is no such process
   * @throws SystemCallException EACCES for another user's process
   */
  public Optional<NamespaceId> of(LocalPid pid, NamespaceKind kind) {
    Path file = file(pid, kind);
    try {
      String target = Files.readSymbolicLink(file).toString();
      String prefix = kind.file() + ":[";
      if (!target.startsWith(prefix) || !target.endsWith("]")) {
        throw SystemCallException.of(
            "readlink", file.toString(), Errno.EINVAL, "it points to " + target);
      }
      String digits = target.substring(prefix.length(), target.length() - 1);
      return Optional.of(new NamespaceId(kind, Long.parseLong(digits)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw SystemCallException.of(
          "readlink", file.toString(), Errno.EACCES, "it is another user's; run as root");
    } catch (IOException e) {
      // The kernel answers ESRCH for a process that ends while it is read.
      return Optional.empty();
    }
  }

  /**
   * Runs an action on a platform thread of its own that has entered namespaces of a process, and
   * waits for it, uninterruptibly. Java code in it opens files and sockets there; programs that it
   * starts are born there. The thread ends afterwards.
   *
   * @param pid in whose namespaces
   * @param kinds which of them; not USER, which the kernel refuses to a process with threads, and
   *     not PID, for which {@link #start} is there
   * @return what the action returns; what it throws is thrown
   * @throws SystemCallException ESRCH if there is no such process, EPERM without rights
   */
  public <T> T inside(LocalPid pid, Set<NamespaceKind> kinds, Supplier<T> action) {
    // A thread that has another pid namespace for its children can start no threads, and whoever
    // wakes a virtual thread may have to start one.
    if (kinds.contains(NamespaceKind.PID) || kinds.contains(NamespaceKind.USER)) {
      throw new IllegalArgumentException("Java code cannot run inside pid and user namespaces");
    }
    return enterAndRun(pid, kinds, action);
  }

  /**
   * Starts a program that is born in namespaces of a process, the pid namespace among them if
   * asked. Blocks for as long as {@link Spawn#start} does.
   *
   * @param pid in whose namespaces
   * @param kinds which of them; not USER
   * @return the child, with its pid as this process sees it
   * @throws SystemCallException ESRCH if there is no such process, EPERM without rights, and what
   *     execve(2) says
   */
  public ChildProcess start(LocalPid pid, Set<NamespaceKind> kinds, SpawnRequest request) {
    if (kinds.contains(NamespaceKind.USER)) {
      throw new IllegalArgumentException("A thread of a JVM cannot enter a user namespace");
    }
    return enterAndRun(pid, kinds, () -> Spawn.start(request));
  }

  private <T> T enterAndRun(LocalPid pid, Set<NamespaceKind> kinds, Supplier<T> action) {
    Map<NamespaceKind, Descriptor> opened = new EnumMap<>(NamespaceKind.class);
    try (Descriptor home = Descriptor.open(proc.resolve("self/ns/pid"))) {
      for (NamespaceKind kind : new TreeSet<>(kinds)) {
        opened.put(kind, openNamespace(pid, kind));
      }
      FutureTask<T> task =
          new FutureTask<>(() -> {
            try {
              enter(opened);
              return action.get();
            } finally {
              // Telling the waiting caller may start a thread.
              setNamespace(NamespaceKind.PID, home);
            }
          });
      Thread.ofPlatform().daemon().name("ssi-linux-inside-" + pid).start(task);
      return result(task);
    } finally {
      opened.values().forEach(Descriptor::close);
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

  private static void enter(Map<NamespaceKind, Descriptor> opened) {
    // Threads share their root and directory, and the kernel lets nobody who shares enter mounts.
    Libc.UNSHARE.require("file system context of a thread", CLONE_FS);
    opened.forEach(Namespaces::setNamespace);
  }

  private static void setNamespace(NamespaceKind kind, Descriptor descriptor) {
    Libc.SETNS.require(descriptor.toString(), descriptor.number(), kind.flag());
  }

  private static <T> T result(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException("The action failed", e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Path file(LocalPid pid, NamespaceKind kind) {
    return proc.resolve(pid + "/ns/" + kind.file());
  }
}
