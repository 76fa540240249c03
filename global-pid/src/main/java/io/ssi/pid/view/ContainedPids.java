package io.ssi.pid.view;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcessSnapshot;
import io.ssi.membership.NodeId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the processes of one look at {@code /proc}. A process belongs to the container whose pid
 * namespace is its own or, where it made a namespace of its own inside, that of an ancestor.
 */
final class ContainedPids {
  private final NodeId local;
  private final Map<Long, ContainerNumber> namespaces;
  private final Map<LocalPid, ProcessSnapshot> processes = new HashMap<>();

  ContainedPids(
      NodeId local, List<ProcessSnapshot> snapshots, Map<Long, ContainerNumber> namespaces) {
    this.local = local;
    this.namespaces = namespaces;
    snapshots.forEach(snapshot -> processes.put(snapshot.pid(), snapshot));
  }

  /** The process that the node's /proc calls so, or null. */
  @Nullable ProcessSnapshot find(int pid) {
    return pid > 0 ? processes.get(new LocalPid(pid)) : null;
  }

  /** The container that a process lives in. */
  Optional<ContainerNumber> container(ProcessSnapshot process) {
    ProcessSnapshot at = process;
    // A process outside of all namespaces but the node's has one number only.
    while (at != null && at.identity().namespacePids().size() > 1) {
      ContainerNumber number = at.identity().pidNamespace().map(namespaces::get).orElse(null);
      if (number != null) {
        return Optional.of(number);
      }
      at = find(at.stat().parent());
    }
    return Optional.empty();
  }

  /** The number inside the container; the container's namespace is the first below the node's. */
  static int pidInside(ProcessSnapshot process) {
    return process.identity().namespacePids().get(1);
  }

  /** The name of a process: the container's form where it has one, else the node's. */
  GlobalPid name(ProcessSnapshot process) {
    return container(process)
        .filter(number -> pidInside(process) <= GlobalPid.MAX_CONTAINER_PID)
        .map(number -> GlobalPid.inContainer(number, pidInside(process)))
        .orElseGet(() -> GlobalPid.ofNode(local, process.pid().value()));
  }

  /** The name of the parent; empty where the node's /proc does not show it. */
  Optional<GlobalPid> parent(ProcessSnapshot process) {
    return Optional.ofNullable(find(process.stat().parent())).map(this::name);
  }

  /** Whether a process is pid 1 of its container. */
  boolean isKeeper(ProcessSnapshot process) {
    return container(process).isPresent() && isFirst(process, 1);
  }

  /** Whether a process is the reaper: pid 2 of its container, and the keeper's child. */
  boolean isReaper(ProcessSnapshot process) {
    if (container(process).isEmpty() || !isFirst(process, 2)) {
      return false;
    }
    ProcessSnapshot parent = find(process.stat().parent());
    return parent != null && isKeeper(parent);
  }

  private static boolean isFirst(ProcessSnapshot process, int pid) {
    return process.identity().namespacePids().size() == 2 && pidInside(process) == pid;
  }
}
