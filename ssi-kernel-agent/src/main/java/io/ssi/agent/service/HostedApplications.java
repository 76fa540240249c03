package io.ssi.agent.service;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.migration.ClusterNodes;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.Owner;
import io.ssi.pid.PidException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.foreground.ForegroundRun;
import io.ssi.pid.foreground.ForegroundStarter;
import io.ssi.pid.log.LogReader;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.route.ProcessStarter;
import io.ssi.pid.route.SignalRouter;
import io.ssi.tools.service.Applications;
import io.ssi.tools.service.Caller;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.VerbCall;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Starting applications and reading what they write, by global-pid. */
final class HostedApplications implements Applications {
  private static final int STANDARD_OUTPUT = 1;
  private static final String RUNS_ON = "the application runs on";

  private final ProcessStarter starter;
  private final ForegroundStarter foreground;
  private final LogReader logs;
  private final BestNode best;
  private final Ways ways;
  private final Subjects subjects;
  private final ClusterNodes nodes;
  private final IntFunction<String> userNames;
  private final Supplier<String> tokens;

  /**
   * Where requests go.
   *
   * @param starter starts applications on any node
   * @param foreground starts them in the foreground
   * @param logs reads their output
   * @param best finds nodes for those that nobody has placed
   * @param signals reaches them
   * @param registry knows them
   * @param local the name of this node
   */
  record Ways(
      ProcessStarter starter,
      ForegroundStarter foreground,
      LogReader logs,
      BestNode best,
      SignalRouter signals,
      ApplicationRegistry registry,
      String local) {}

  HostedApplications(
      Ways ways,
      Subjects subjects,
      ClusterNodes nodes,
      IntFunction<String> userNames,
      Supplier<String> tokens) {
    this.starter = ways.starter();
    this.foreground = ways.foreground();
    this.logs = ways.logs();
    this.best = ways.best();
    this.ways = ways;
    this.subjects = subjects;
    this.nodes = nodes;
    this.userNames = userNames;
    this.tokens = tokens;
  }

  @Override
  public Started start(StartRequest request, VerbCall call) {
    NodeId node = place(request);
    Placements.Placed placed = best.placed(node);
    try {
      Application started = starter.start(node, translated(request, call.caller()));
      request.repetition().ifPresent(wish -> SavingPlans.set(ways.registry(), started.id(), wish));
      return new Started(
          started.root().orElseThrow(), started.whole(), nodes.named(started.host()).name());
    } catch (StartFailedException e) {
      placed.close();
      throw notStarted(e);
    }
  }

  @Override
  public ProcessEnd run(StartRequest request, Foreground how, VerbCall call) {
    NodeId node = place(request);
    ForegroundRequest order =
        new ForegroundRequest(
            translated(request, call.caller()), how.terminal(), how.detachWhenLeft());
    try (var _ = best.placed(node);
        ForegroundRun run = foreground.start(node, order)) {
      return new ForegroundRelay(run, how.console(), false, call.cancellation(), () -> on(run))
          .untilEnd(request.command().getFirst());
    } catch (StartFailedException e) {
      throw notStarted(e);
    }
  }

  @Override
  public NodeId best(VerbCall call) {
    return best.choose();
  }

  @Override
  public ProcessEnd attach(AppOrPid target, Console console, VerbCall call) {
    Application application = subjects.application(target);
    io.ssi.pid.Caller caller = new io.ssi.pid.Caller(call.caller().uid());
    String who = userNames.apply(caller.uid()) + " on " + ways.local();
    Optional<ForegroundRun> held;
    try {
      held = foreground.attach(application, caller, who, tokens.get());
    } catch (HostUnreachableException e) {
      if (application.phase().isLive()) {
        throw e;
      }
      held = Optional.empty();
    }
    if (held.isEmpty()) {
      return new LogAttachment(application.id(), ways, console, caller)
          .untilEnd(call.cancellation());
    }
    try (ForegroundRun run = held.get()) {
      return new ForegroundRelay(run, console, true, call.cancellation(), () -> on(run))
          .untilEnd(application.name());
    }
  }

  private String on(ForegroundRun run) {
    return nodes.named(run.node()).name();
  }

  private NodeId place(StartRequest request) {
    NodeId node = request.node().orElseGet(best::choose);
    if (!nodes.isOnline(node)) {
      throw new RefusedException(
          "node_not_online",
          "cannot start "
              + request.command().getFirst()
              + " on "
              + nodes.named(node)
              + ": it is not online",
          "see: ssi node status");
    }
    return node;
  }

  private static ToolsException notStarted(StartFailedException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.exitStatus()) {
      case StartFailedException.NOT_FOUND ->
          new ProgramNotStartedException(
              false, message, "programs are searched in PATH on the node where they start");
      case StartFailedException.NOT_EXECUTABLE ->
          new ProgramNotStartedException(true, message, "look at its permissions");
      default -> new RefusedException("start_failed", message, "");
    };
  }

  private io.ssi.pid.message.StartRequest translated(StartRequest request, Caller caller) {
    List<String> environment =
        request.environment().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList();
    return new io.ssi.pid.message.StartRequest(
        tokens.get(),
        request.name().orElse(""),
        new Owner(caller.uid(), caller.gid(), userNames.apply(caller.uid())),
        List.copyOf(caller.groups()),
        request.command(),
        environment,
        request.directory().toString(),
        request.umask(),
        request.nice(),
        CallerLimits.named(request.limits()),
        request.partOf().map(whole -> subjects.application(whole).whole()));
  }

  @Override
  public void copyLog(AppOrPid target, boolean follow, LogSink sink, VerbCall call) {
    ApplicationId id = subjects.application(target).id();
    io.ssi.pid.Caller caller = new io.ssi.pid.Caller(call.caller().uid());
    var told =
        new io.ssi.pid.log.LogSink() {
          @Override
          public void data(int segment, byte[] bytes) {
            call.cancellation().throwIfCancelled(RUNS_ON);
            sink.write(STANDARD_OUTPUT, bytes, bytes.length);
          }

          @Override
          public void missing(int segment, NodeId node, String reason) {
            call.cancellation().throwIfCancelled(RUNS_ON);
            call.progress()
                .note("what it wrote on " + nodes.named(node) + " cannot be had: " + reason);
          }
        };
    Thread verb = Thread.currentThread();
    // It may wait long for something to be written.
    try (var _ = call.cancellation().onCancel(verb::interrupt)) {
      logs.read(id, follow, caller, told);
    } catch (PidException | MembershipException e) {
      call.cancellation().throwIfCancelled(RUNS_ON);
      throw e;
    }
    call.cancellation().throwIfCancelled(RUNS_ON);
  }
}
