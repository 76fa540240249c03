package io.ssi.linux.procfs;

import io.ssi.linux.LocalPid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * All processes of a {@code /proc} in one pass. What rarely changes is read again only when the
 * process is new, has called exec, changed its name or state of life, or when it was last read
 * longer than the refresh time ago.
 *
 * <p>Any thread, one pass at a time: a second caller waits for the first.
 */
public final class ProcessTable {
  private final ProcFs procFs;
  private final long refreshNanos;
  private final LongSupplier nanoClock;
  private final Object lock = new Object();

  /** By pid; guarded by lock. */
  private Map<LocalPid, Known> known = Map.of();

  private record Known(
      long startTicks,
      long startStack,
      String comm,
      boolean zombie,
      long readNanos,
      ProcessSnapshot.Identity identity) {

    boolean stillHolds(StatFile stat, long now, long refreshNanos) {
      return isSameProcess(stat)
          && startStack == stat.startStack()
          && zombie == isZombie(stat)
          && comm.equals(stat.comm())
          && now - readNanos < refreshNanos;
    }

    boolean isSameProcess(StatFile stat) {
      return startTicks == stat.startTicks();
    }
  }

  /**
   * An empty table.
   *
   * @param procFs where to read
   * @param refresh how old command line and user ids may become at most; zero reads them every time
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public ProcessTable(ProcFs procFs, Duration refresh, LongSupplier nanoClock) {
    this.procFs = procFs;
    this.refreshNanos = refresh.toNanos();
    this.nanoClock = nanoClock;
  }

  /**
   * Reads all processes. One that ends meanwhile is left out.
   *
   * @return the processes by pid, ascending
   */
  public List<ProcessSnapshot> snapshot() {
    synchronized (lock) {
      List<LocalPid> pids = procFs.pids();
      List<ProcessSnapshot> snapshots = new ArrayList<>(pids.size());
      Map<LocalPid, Known> seen = HashMap.newHashMap(pids.size());
      long now = nanoClock.getAsLong();
      for (LocalPid pid : pids) {
        procFs.stat(pid).flatMap(stat -> complete(stat, now, seen)).ifPresent(snapshots::add);
      }
      known = seen;
      return List.copyOf(snapshots);
    }
  }

  private Optional<ProcessSnapshot> complete(StatFile stat, long now, Map<LocalPid, Known> seen) {
    Known before = known.get(stat.pid());
    if (before != null && before.stillHolds(stat, now, refreshNanos)) {
      seen.put(stat.pid(), before);
      return Optional.of(new ProcessSnapshot(stat, before.identity()));
    }
    Optional<StatusFile> status = procFs.status(stat.pid());
    Optional<CmdlineFile> cmdline = procFs.cmdline(stat.pid());
    if (status.isEmpty() || cmdline.isEmpty()) {
      return Optional.empty();
    }
    // A process never leaves the pid namespace that it was born in, see pid_namespaces(7).
    Optional<Long> namespace =
        before != null && before.isSameProcess(stat)
            ? before.identity().pidNamespace()
            : pidNamespace(stat.pid());
    ProcessSnapshot.Identity identity =
        new ProcessSnapshot.Identity(
            status.get().users(),
            status.get().groups(),
            status.get().namespacePids(),
            namespace,
            cmdline.get().arguments());
    seen.put(
        stat.pid(),
        new Known(
            stat.startTicks(), stat.startStack(), stat.comm(), isZombie(stat), now, identity));
    return Optional.of(new ProcessSnapshot(stat, identity));
  }

  private Optional<Long> pidNamespace(LocalPid pid) {
    try {
      return procFs.namespace(pid, NamespaceKind.PID);
    } catch (UnreadableProcFileException refused) {
      return Optional.empty();
    }
  }

  private static boolean isZombie(StatFile stat) {
    return stat.state() == ProcessState.ZOMBIE;
  }
}
