package io.ssi.memory;

import io.ssi.linux.cgroup.CpuAccount;
import io.ssi.linux.procfs.MachineStatFile;
import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.procfs.UptimeFile;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Reads this node's figures: a whole machine's straight from {@code /proc}, a share's from its
 * control group and its own tasks.
 */
public final class LocalFigures implements FiguresSource {
  private final ProcFs procFs;
  private final NodeShare share;
  private final InstantSource clock;

  /**
   * A reader.
   *
   * @param procFs the node's own {@code /proc}: it shows the node's processes and no others
   * @param share how much of the machine the node is
   * @param clock for the time of each reading
   */
  public LocalFigures(ProcFs procFs, NodeShare share, InstantSource clock) {
    this.procFs = procFs;
    this.share = share;
    this.clock = clock;
  }

  @Override
  public NodeFigures read() {
    return switch (share) {
      case NodeShare.WholeMachine whole -> machine();
      case NodeShare.Embedded embedded -> ofShare(embedded);
    };
  }

  /**
   * Reads the node's memory alone, for those who cannot wait for the rest.
   *
   * @return as {@link #read} has it
   */
  public MeminfoFile meminfo() {
    return switch (share) {
      case NodeShare.WholeMachine whole -> procFs.meminfo();
      case NodeShare.Embedded embedded ->
          ShareOfMemory.of(procFs.meminfo(), embedded, new OwnTasks(procFs).count());
    };
  }

  private NodeFigures machine() {
    return new NodeFigures(
        clock.instant(),
        procFs.bootId(),
        procFs.kernelRelease().text(),
        procFs.pids().size(),
        procFs.meminfo(),
        procFs.machineStat(),
        procFs.loadavg(),
        procFs.uptime(),
        procFs.cpuinfo());
  }

  private NodeFigures ofShare(NodeShare.Embedded embedded) {
    NodeFigures whole = machine();
    OwnTasks.Count tasks = new OwnTasks(procFs).count();
    CpuAccount.CpuUsage usage =
        embedded.group().cpu().map(CpuAccount::usage).orElseGet(() -> usageOf(tasks));
    MachineStatFile stat = ShareOfProcessors.of(whole.stat(), usage, tasks);
    return new NodeFigures(
        whole.taken(),
        whole.bootId(),
        whole.kernelRelease(),
        tasks.sums().processes(),
        ShareOfMemory.of(whole.meminfo(), embedded, tasks),
        stat,
        ShareOfProcessors.load(embedded.load().average(), tasks),
        new UptimeFile(whole.uptime().up(), stat.total().idle()),
        whole.cpuinfo());
  }

  // Where no controller counts: what the living processes have used.
  private static CpuAccount.CpuUsage usageOf(OwnTasks.Count tasks) {
    long millisPerTick = 1000 / StatFile.TICKS_PER_SECOND;
    return new CpuAccount.CpuUsage(
        Duration.ofMillis(tasks.sums().userTicks() * millisPerTick),
        Duration.ofMillis(tasks.sums().systemTicks() * millisPerTick));
  }
}
