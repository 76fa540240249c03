package io.ssi.agent.service;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.migration.ClusterNodes;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.route.ExitWaiter;
import io.ssi.pid.route.SignalRouter;
import io.ssi.pid.route.SuspensionRouter;
import io.ssi.pid.route.WaitResult;
import io.ssi.pid.view.ProcessQuery;
import io.ssi.pid.view.ProcessView;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.ProcessListing;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.service.Processes;
import io.ssi.tools.service.TimedOutException;
import io.ssi.tools.service.VerbCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every process of every node, by global-pid. */
final class ViewedProcesses implements Processes {
  // How long one question about an end waits before the caller's wishes are looked at again.
  private static final Duration TURN = Duration.ofMillis(500);

  private final ProcessView view;
  private final SignalRouter signals;
  private final SuspensionRouter suspensions;
  private final ExitWaiter exits;
  private final ClusterNodes nodes;
  private final EachContainer containers;

  ViewedProcesses(
      ProcessView view,
      SignalRouter signals,
      SuspensionRouter suspensions,
      ExitWaiter exits,
      ClusterNodes nodes,
      EachContainer containers) {
    this.view = view;
    this.signals = signals;
    this.suspensions = suspensions;
    this.exits = exits;
    this.nodes = nodes;
    this.containers = containers;
  }

  @Override
  public ProcessListing list(Scope scope, Set<NodeId> asked) {
    ProcessQuery query =
        switch (scope) {
          case APPLICATIONS -> ProcessQuery.APPLICATIONS;
          case EVERYTHING -> ProcessQuery.ALL;
        };
    io.ssi.pid.view.ProcessListing seen = view.list(query.on(asked));
    List<ProcessListing.Source> sources =
        seen.nodes().stream()
            .map(each ->
                new ProcessListing.Source(
                    nodes.named(each.node()).name(),
                    each.age().orElse(Duration.ZERO),
                    each.error()))
            .toList();
    return new ProcessListing(seen.rows().stream().map(this::row).toList(), sources);
  }

  private ProcessRow row(io.ssi.pid.message.ProcessRow row) {
    return new ProcessRow(
        row.gpid(),
        nodes.named(row.node()).name(),
        row.pid(),
        row.parent(),
        row.application(),
        row.uid(),
        row.user(),
        row.state().charAt(0),
        row.cpuPercent(),
        row.memPercent(),
        row.rssBytes(),
        row.cpuTime(),
        row.start(),
        row.command());
  }

  @Override
  public void signal(AppOrPid target, Signal signal, VerbCall call) {
    Caller caller = new Caller(call.caller().uid());
    switch (target) {
      case AppOrPid.ById(var id) ->
          containers.run(id, each -> signals.signal(each, signal, caller));
      case AppOrPid.ByPid(var pid) -> signals.signal(pid, signal, caller);
    }
  }

  @Override
  public void signalGroup(GlobalPid leader, Signal signal, VerbCall call) {
    signals.signalGroup(leader, signal, new Caller(call.caller().uid()));
  }

  @Override
  public void suspend(ApplicationId application, VerbCall call) {
    Caller caller = new Caller(call.caller().uid());
    containers.run(application, each -> suspensions.suspend(each, caller));
  }

  @Override
  public void resume(ApplicationId application, VerbCall call) {
    Caller caller = new Caller(call.caller().uid());
    containers.run(application, each -> suspensions.resume(each, caller));
  }

  @Override
  public ProcessEnd await(AppOrPid target, Optional<Duration> timeout, VerbCall call) {
    Duration left = timeout.orElse(Duration.ofSeconds(Long.MAX_VALUE));
    Optional<ProcessEnd> known = Optional.empty();
    AppOrPid awaited = target;
    while (true) {
      call.cancellation()
          .reason()
          .ifPresent(why -> {
            throw new InterruptedVerbException(why, "the process runs on");
          });
      Duration turn = left.compareTo(TURN) < 0 ? left : TURN;
      Optional<ProcessEnd> end = end(exits.await(awaited, turn));
      if (end.isPresent()) {
        // That of an application is its first program's; it has ended when all have.
        known = known.or(() -> end);
        Optional<AppOrPid> next = livingPart(target);
        if (next.isEmpty()) {
          return known.get();
        }
        awaited = next.get();
      }
      left = left.minus(turn);
      if (!left.isPositive()) {
        throw new TimedOutException(
            "it did not end in time", "it runs on; wait longer with --timeout");
      }
    }
  }

  private Optional<AppOrPid> livingPart(AppOrPid target) {
    return target instanceof AppOrPid.ById(ApplicationId id)
        ? containers.living(id).map(AppOrPid.ById::new)
        : Optional.empty();
  }

  private static Optional<ProcessEnd> end(WaitResult result) {
    return switch (result) {
      case WaitResult.Ended(var status) ->
          Optional.of(
              status
                  .signal()
                  .<ProcessEnd>map(signal -> new ProcessEnd.Killed(signal.number()))
                  .orElseGet(() -> new ProcessEnd.Exited(status.exitCode().orElseThrow())));
      case WaitResult.EndedUnknown(String reason) -> Optional.of(new ProcessEnd.Lost(reason));
      case WaitResult.Lost(String reason) -> Optional.of(new ProcessEnd.Lost(reason));
      case WaitResult.StillRunning _ -> Optional.empty();
    };
  }
}
