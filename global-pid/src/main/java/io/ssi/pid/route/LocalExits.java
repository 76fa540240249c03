package io.ssi.pid.route;

import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.PidFd;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.message.AwaitReply;
import io.ssi.pid.message.AwaitRequest;
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.LocatedProcess;
import io.ssi.pid.wire.RouteWire;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Waits for the end of processes of this node and of its containers. Where the kernel tells it
 * (Linux 6.15 and later) also how processes ended that are not our children. Any thread.
 */
public final class LocalExits {
  private static final Duration MAX_PATIENCE = Duration.ofSeconds(30);

  /** How long a parent that waits for its child takes to do so. */
  private static final Duration REAPING = Duration.ofMillis(500);

  private final LocalProcesses processes;
  private final Predicate<ContainerNumber> isOwnEnd;

  /**
   * For this node.
   *
   * @param processes finds processes
   * @param isOwnEnd whether the ends of a container's processes are their own, and not our doing
   */
  public LocalExits(LocalProcesses processes, Predicate<ContainerNumber> isOwnEnd) {
    this.processes = processes;
    this.isOwnEnd = isOwnEnd;
  }

  /**
   * Answers requests. Called once, before the agent joins.
   *
   * @param channel where requests come in
   */
  public void serve(ClusterChannel channel) {
    channel.handle(
        ExitWaiter.AWAIT, (from, body) -> RouteWire.encode(await(RouteWire.awaitRequest(body))));
  }

  /**
   * Waits for a process.
   *
   * @param request which, and how long at most
   * @return what is known then
   */
  public AwaitReply await(AwaitRequest request) {
    GlobalPid pid = request.pid();
    Optional<LocatedProcess> located = processes.locate(pid);
    if (located.isEmpty()) {
      return new AwaitReply.NotHere();
    }
    LocatedProcess process = located.get();
    Optional<PidFd> opened = PidFd.open(process.pid());
    if (opened.isEmpty()) {
      return new AwaitReply.Ended(Optional.empty());
    }
    Duration patience =
        request.patience().compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : request.patience();
    try (PidFd pidFd = opened.get()) {
      if (!processes.isStillThere(process)) {
        return new AwaitReply.Ended(Optional.empty());
      }
      if (!pidFd.awaitExit(patience)) {
        return new AwaitReply.Running();
      }
      pidFd.awaitReaped(REAPING);
      Optional<WaitStatus> status = pidFd.exitStatus();
      // Looked at after the end: what a migration kills it gives up first.
      boolean counts = process.container().map(isOwnEnd::test).orElse(true);
      return counts ? new AwaitReply.Ended(status) : new AwaitReply.NotHere();
    }
  }
}
