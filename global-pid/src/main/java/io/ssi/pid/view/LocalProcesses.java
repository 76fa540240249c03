package io.ssi.pid.view;

import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.ProcessSnapshot;
import io.ssi.linux.procfs.ProcessTable;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.procfs.StatusFile;
import io.ssi.membership.NodeId;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.TableRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of this node under their global pids, from a fresh look at its {@code /proc}.
 *
 * <p>Any thread, one look at a time. A look costs a file per process, more for those that are new;
 * it never blocks for long.
 */
public final class LocalProcesses {
  private final NodeId local;
  private final ProcFs procFs;
  private final ProcessTable table;
  private final LocalContainers containers;
  private final RowWriter rows;

  /**
   * Over the node's own {@code /proc}.
   *
   * @param local this node
   * @param procFs the node's {@code /proc}
   * @param table the processes of that {@code /proc}
   * @param containers this node's containers
   * @param facts what else a row shows
   */
  public LocalProcesses(
      NodeId local,
      ProcFs procFs,
      ProcessTable table,
      LocalContainers containers,
      NodeFacts facts) {
    this.local = local;
    this.procFs = procFs;
    this.table = table;
    this.containers = containers;
    this.rows = new RowWriter(local, facts);
  }

  /**
   * Lists processes.
   *
   * @param request which
   * @return one row per process, by pid ascending
   */
  public List<ProcessRow> list(TableRequest request) {
    List<ProcessSnapshot> snapshots = table.snapshot();
    ContainedPids names = new ContainedPids(local, snapshots, containers.byPidNamespace());
    Moment moment = rows.moment(procFs.uptime());
    List<ProcessRow> list = new ArrayList<>();
    for (ProcessSnapshot process : snapshots) {
      if (process.pid().value() > request.afterPid()
          && mayBeWanted(process, request)
          && isListed(process, names)) {
        ProcessRow row = rows.row(process, names, containers, moment);
        if (request.wants(row)) {
          list.add(row);
        }
      }
    }
    return list;
  }

  /**
   * Finds a process by its global pid.
   *
   * @param pid a process of this node or of one of its containers
   * @return the process, or empty if it is not here
   */
  public Optional<LocatedProcess> locate(GlobalPid pid) {
    List<ProcessSnapshot> snapshots = table.snapshot();
    ContainedPids names = new ContainedPids(local, snapshots, containers.byPidNamespace());
    int lowPart = pid.pid();
    for (ProcessSnapshot process : snapshots) {
      boolean numberFits =
          pid.isInContainer()
              ? process.identity().namespacePids().contains(lowPart)
              : process.pid().value() == lowPart;
      if (numberFits && names.name(process).equals(pid) && isListed(process, names)) {
        return Optional.of(located(process, names));
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the members of a process group.
   *
   * @param leader the process that the group is called after, which may have ended
   * @return its processes here, without keepers and reapers; none if there is no such group here
   */
  public List<LocatedProcess> group(GlobalPid leader) {
    List<ProcessSnapshot> snapshots = table.snapshot();
    ContainedPids names = new ContainedPids(local, snapshots, containers.byPidNamespace());
    return snapshots.stream()
        .filter(process ->
            names.container(process).equals(leader.container())
                && isListed(process, names)
                && isInGroup(process, leader))
        .map(process -> located(process, names))
        .filter(process -> !process.role().isInternal())
        .toList();
  }

  private boolean isInGroup(ProcessSnapshot process, GlobalPid leader) {
    if (!leader.isInContainer()) {
      return process.stat().processGroup() == leader.pid();
    }
    // The container's namespace is the first below the node's.
    return procFs
        .status(process.pid())
        .map(StatusFile::namespaceGroups)
        .filter(numbers -> numbers.size() > 1 && numbers.get(1) == leader.pid())
        .isPresent();
  }

  private static LocatedProcess located(ProcessSnapshot process, ContainedPids names) {
    return new LocatedProcess(
        process.pid(),
        process.stat().startTicks(),
        process.identity().users(),
        names.container(process),
        RowWriter.role(process, names));
  }

  /**
   * What a restore is going to make the kernel forget about the processes of a container. Call it
   * when the container is frozen, or its times go on.
   *
   * @param number one of this node's containers
   * @return start and CPU time of each of its processes, earlier restores included
   */
  public List<CarriedProcess> carried(ContainerNumber number) {
    TableRequest request = new TableRequest(ProcessScope.APPLICATIONS, Set.of(number), true, 0);
    return list(request).stream()
        .filter(row -> row.role() != ProcessRole.KEEPER)
        .map(row -> new CarriedProcess(row.gpid().pid(), row.start(), row.cpuTime()))
        .toList();
  }

  /**
   * Whether the process with a number is still the one that was found.
   *
   * @param process as {@link #locate} gave it
   * @return false if it has ended, or another process has its number
   */
  public boolean isStillThere(LocatedProcess process) {
    return procFs
        .stat(process.pid())
        .map(StatFile::startTicks)
        .filter(ticks -> ticks == process.startTicks())
        .isPresent();
  }

  private boolean isListed(ProcessSnapshot process, ContainedPids names) {
    return names.container(process).map(containers::isListed).orElse(true);
  }

  private static boolean mayBeWanted(ProcessSnapshot process, TableRequest request) {
    return request.scope() == ProcessScope.ALL || process.identity().namespacePids().size() > 1;
  }

  /** When a list was made, and what was the same for all of it: the memory of the node. */
  record Moment(Instant boot, Duration sinceBoot, long memoryBytes) {}
}
