package io.ssi.pid.route;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.message.AwaitReply;
import io.ssi.pid.message.AwaitRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.RouteWire;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits for the end of any process of the cluster, wherever it goes meanwhile. How the program of
 * an application ended is known from the registry, also long after; other processes have to be
 * waited for while they live.
 *
 * <p>Any thread; blocks until the end, the timeout, or an interrupt.
 */
public final class ExitWaiter {

  /** The message that asks a node to wait for a process. */
  public static final MessageType AWAIT = new MessageType("pid.await-exit");

  /** How long one request waits at the other side; then it is made again. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 200;

  private final ApplicationRegistry registry;
  private final Agents agents;
  private final LongSupplier nanoClock;

  /**
   * Over the cluster.
   *
   * @param registry how programs ended
   * @param channel asks the nodes
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public ExitWaiter(ApplicationRegistry registry, ClusterChannel channel, LongSupplier nanoClock) {
    this.registry = registry;
    this.agents = new Agents(channel);
    this.nanoClock = nanoClock;
  }

  /**
   * Waits for the program of an application, or for a process.
   *
   * @param what the application or the process
   * @param timeout how long at most
   * @return how it ended, or that it has not
   * @throws io.ssi.pid.NoSuchApplicationException if there is no such application
   * @throws NoSuchGlobalProcessException if there is no such process, or no more
   * @throws HostUnreachableException if the node of a process does not answer the first request
   */
  public WaitResult await(AppOrPid what, Duration timeout) {
    return switch (what) {
      case AppOrPid.ById(ApplicationId id) -> program(registry.get(id), timeout);
      case AppOrPid.ByPid(GlobalPid pid) -> {
        Optional<Application> application = pid.container().flatMap(registry::find);
        if (pid.isInContainer() && application.isEmpty()) {
          throw absent(pid);
        }
        yield application.isPresent() && application.get().root().equals(Optional.of(pid))
            ? program(application.get(), timeout)
            : new ProcessWait(pid, application.map(Application::id), timeout).run();
      }
    };
  }

  private WaitResult program(Application application, Duration timeout) {
    try (RecordWatch watch = new RecordWatch(registry, application.id(), nanoClock)) {
      watch.await(
          record ->
              record.isEmpty() || record.get().exit().isPresent() || !record.get().phase().isLive(),
          timeout);
    }
    return registry
        .find(application.id())
        .map(ExitWaiter::result)
        .orElse(
            new WaitResult.EndedUnknown(
                "application " + application.id() + " has ended and was forgotten"));
  }

  private static WaitResult result(Application record) {
    if (record.exit().isPresent()) {
      return new WaitResult.Ended(record.exit().get());
    }
    return switch (record.phase()) {
      case ENDED ->
          new WaitResult.EndedUnknown(
              "application "
                  + record.id()
                  + " has ended"
                  + (record.reason().isEmpty() ? "" : ": " + record.reason()));
      case LOST ->
          new WaitResult.Lost("application " + record.id() + " is lost: " + record.reason());
      case STARTING, RUNNING, MIGRATING, CHECKPOINTING, RESTARTING -> new WaitResult.StillRunning();
    };
  }

  private static NoSuchGlobalProcessException absent(GlobalPid pid) {
    return new NoSuchGlobalProcessException(
        "Waiting for process " + pid + " failed: No such process (ESRCH); ssi ps -e shows all");
  }

  /** One wait for a process that is not the program of its application. */
  private final class ProcessWait {
    private final GlobalPid pid;
    private final Optional<ApplicationId> application;
    private final long timeoutNanos;
    private final long began = nanoClock.getAsLong();
    private boolean wasSeen;

    ProcessWait(GlobalPid pid, Optional<ApplicationId> application, Duration timeout) {
      this.pid = pid;
      this.application = application;
      // Some 292 years are for ever.
      boolean isLong = timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
      this.timeoutNanos = isLong ? Long.MAX_VALUE : timeout.toNanos();
    }

    WaitResult run() {
      while (true) {
        Optional<Application> record = application.flatMap(registry::find);
        if (application.isPresent() && !record.map(now -> now.phase().isLive()).orElse(false)) {
          return gone(record);
        }
        NodeId node = record.map(Application::host).or(pid::node).orElseThrow();
        long left = timeoutNanos - (nanoClock.getAsLong() - began);
        Optional<WaitResult> result = turn(node, record, Duration.ofNanos(Math.max(0, left)));
        if (result.isPresent()) {
          return result.get();
        }
        boolean isOver = timeoutNanos - (nanoClock.getAsLong() - began) <= 0;
        if (isOver || Thread.currentThread().isInterrupted()) {
          return new WaitResult.StillRunning();
        }
      }
    }

    private Optional<WaitResult> turn(NodeId node, Optional<Application> record, Duration left) {
      Duration patience = left.compareTo(TURN) < 0 ? left : TURN;
      byte[] request = RouteWire.encode(new AwaitRequest(pid, patience));
      String what = "Waiting for process " + pid;
      AwaitReply reply;
      try {
        reply = RouteWire.awaitReply(agents.ask(node, AWAIT, request, patience.plus(MARGIN), what));
      } catch (HostUnreachableException e) {
        if (!wasSeen) {
          throw e;
        }
        pause(record, left);
        return Optional.empty();
      }
      return switch (reply) {
        case AwaitReply.Running() -> {
          wasSeen = true;
          yield Optional.empty();
        }
        case AwaitReply.Ended(var status) ->
            Optional.of(
                status
                    .<WaitResult>map(WaitResult.Ended::new)
                    .orElse(
                        new WaitResult.EndedUnknown(
                            "only the parent of process " + pid + " was told how it ended")));
        case AwaitReply.NotHere() -> notThere(node, record, left);
      };
    }

    /** It has ended, unless its application has moved or is moving. */
    private Optional<WaitResult> notThere(
        NodeId node, Optional<Application> record, Duration left) {
      Optional<Application> now = application.flatMap(registry::find);
      boolean mayBeElsewhere =
          now.isPresent()
              && (!now.get().host().equals(node)
                  || now.get().phase() == ApplicationPhase.MIGRATING
                  || now.get().phase() == ApplicationPhase.RESTARTING);
      if (mayBeElsewhere) {
        pause(record, left);
        return Optional.empty();
      }
      return Optional.of(gone(now));
    }

    private WaitResult gone(Optional<Application> record) {
      if (!wasSeen) {
        throw absent(pid);
      }
      return record
          .filter(known -> known.phase() == ApplicationPhase.LOST)
          .map(ExitWaiter::result)
          .orElse(new WaitResult.EndedUnknown("process " + pid + " ended between two looks"));
    }

    /** Waits for a change of the record, or a moment. */
    private void pause(Optional<Application> record, Duration left) {
      Duration moment = Duration.ofMillis(Math.min(PAUSE_MILLIS, left.toMillis()));
      if (record.isPresent()) {
        try (RecordWatch watch = new RecordWatch(registry, record.get().id(), nanoClock)) {
          watch.awaitChange(moment);
        }
        return;
      }
      try {
        boolean never = new CountDownLatch(1).await(moment.toMillis(), TimeUnit.MILLISECONDS);
        assert !never;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
