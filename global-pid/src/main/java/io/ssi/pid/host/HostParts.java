package io.ssi.pid.host;

import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.container.Containers;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.NodeId;
import io.ssi.pid.log.ApplicationFiles;
import io.ssi.pid.log.SegmentFetcher;
import io.ssi.pid.registry.ApplicationRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What {@link ContainerHost} is made of.
 *
 * @param local this node
 * @param registry the cluster's applications
 * @param containers this node's keepers
 * @param files logs and records
 * @param fetcher brings earlier output of what moves here
 * @param procFs this node's {@code /proc}
 * @param group the group below which each container gets one of its own; empty for none
 * @param clock the time
 * @param background runs tasks that block, such as dismissing keepers
 * @param timer tries again what could not be recorded
 */
public record HostParts(
    NodeId local,
    ApplicationRegistry registry,
    Containers containers,
    ApplicationFiles files,
    SegmentFetcher fetcher,
    ProcFs procFs,
    Optional<ControlGroup> group,
    InstantSource clock,
    Executor background,
    ScheduledExecutorService timer) {

  /** Runs a task that blocks in the background, in a while. */
  void later(long millis, Runnable task) {
    Future<?> _ = timer.schedule(() -> background.execute(task), millis, TimeUnit.MILLISECONDS);
  }
}
