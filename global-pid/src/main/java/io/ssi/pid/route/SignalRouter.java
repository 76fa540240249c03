package io.ssi.pid.route;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.message.Recipients;
import io.ssi.pid.message.SignalRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.RouteWire;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Signals any process of the cluster. A signal to an application that is on its way is held until
 * it has arrived, so that it reaches the copy that runs on. Any thread; blocks until the signal was
 * delivered.
 */
public final class SignalRouter {

  /** The message that asks a node to signal a process. */
  public static final MessageType SIGNAL = new MessageType("pid.signal");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int HOPS = 5;

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ApplicationRegistry registry;
  private final Agents agents;
  private final LongSupplier nanoClock;
  private final Duration patience;

  /**
   * Over the cluster.
   *
   * @param registry where applications are
   * @param channel asks their nodes
   * @param nanoClock nanoseconds of a clock that never goes back
   * @param patience how long to wait at most for an application that is on its way
   */
  public SignalRouter(
      ApplicationRegistry registry,
      ClusterChannel channel,
      LongSupplier nanoClock,
      Duration patience) {
    this.registry = registry;
    this.agents = new Agents(channel);
    this.nanoClock = nanoClock;
    this.patience = patience;
  }

  /**
   * Signals a process.
   *
   * @param pid the process
   * @param signal the signal
   * @param caller on whose behalf: root may signal every process, others their own
   * @throws NoSuchGlobalProcessException if there is no such process
   * @throws io.ssi.pid.NotPermittedException if it is somebody else's
   * @throws OnItsWayException if it is between two nodes for too long; nothing was sent
   * @throws io.ssi.pid.HostUnreachableException if its node does not answer
   */
  public void signal(GlobalPid pid, Signal signal, Caller caller) {
    route(new SignalRequest(new Recipients.One(pid), signal.number(), caller));
  }

  /**
   * Signals a process group. In a container it is signalled in one step, so that no member that
   * forks meanwhile escapes.
   *
   * @param leader the process that the group is called after, which may have ended
   * @param signal the signal
   * @param caller on whose behalf: those members are signalled that the caller may signal
   * @throws NoSuchGlobalProcessException if the group has no process
   * @throws io.ssi.pid.NotPermittedException if the caller may signal none of them
   * @throws OnItsWayException if it is between two nodes for too long; nothing was sent
   * @throws io.ssi.pid.HostUnreachableException if its node does not answer
   */
  public void signalGroup(GlobalPid leader, Signal signal, Caller caller) {
    route(new SignalRequest(new Recipients.Group(leader), signal.number(), caller));
  }

  /**
   * Signals every process of an application in one step, so that none that forks meanwhile escapes.
   *
   * @param id the application
   * @param signal the signal
   * @param caller on whose behalf: root or the application's owner
   * @throws NoSuchApplicationException if there is no such application, or it has ended
   * @throws io.ssi.pid.NotPermittedException if it is somebody else's
   * @throws OnItsWayException if it is between two nodes for too long; nothing was sent
   * @throws io.ssi.pid.HostUnreachableException if its node does not answer
   */
  public void signal(ApplicationId id, Signal signal, Caller caller) {
    route(new SignalRequest(new Recipients.Everyone(id), signal.number(), caller));
  }

  /**
   * Asks whether a process exists and may be signalled: kill(2) with signal 0.
   *
   * @param pid the process
   * @param caller on whose behalf
   * @throws NoSuchGlobalProcessException if there is no such process
   * @throws io.ssi.pid.NotPermittedException if it is somebody else's
   */
  public void probe(GlobalPid pid, Caller caller) {
    route(new SignalRequest(new Recipients.One(pid), 0, caller));
  }

  private void route(SignalRequest request) {
    String what = what(request);
    long began = nanoClock.getAsLong();
    int hops = 0;
    while (true) {
      NodeId node = locate(request.recipients().place(), what);
      try {
        agents.ask(node, SIGNAL, RouteWire.encode(request), TIMEOUT, what);
        return;
      } catch (OnItsWayException e) {
        // The node knows it before the record says it, and after.
        if (nanoClock.getAsLong() - began > patience.toNanos()
            || !awaitChange(request.recipients().place())) {
          throw e;
        }
      } catch (NoSuchGlobalProcessException | NoSuchApplicationException e) {
        // It was not there any more; it may have moved since its place was looked up.
        if (++hops == HOPS || locate(request.recipients().place(), what).equals(node)) {
          throw e;
        }
      }
    }
  }

  private boolean awaitChange(AppOrPid target) {
    Optional<Application> record = registry.find(target);
    if (record.isEmpty()) {
      return false;
    }
    try (RecordWatch watch = new RecordWatch(registry, record.get().id(), nanoClock)) {
      return watch.awaitChange(PAUSE);
    }
  }

  private NodeId locate(AppOrPid target, String what) {
    return switch (target) {
      case AppOrPid.ById(ApplicationId id) -> {
        Application record = settled(registry.get(id));
        if (!record.phase().isLive()) {
          throw new NoSuchApplicationException(
              what + " failed: the application " + gone(record) + " (ESRCH)");
        }
        yield record.host();
      }
      case AppOrPid.ByPid(GlobalPid pid) ->
          pid.node().orElseGet(() -> host(pid.container().orElseThrow(), what));
    };
  }

  private NodeId host(ContainerNumber container, String what) {
    Application record =
        registry
            .find(container)
            .map(this::settled)
            .orElseThrow(
                () -> new NoSuchGlobalProcessException(what + " failed: No such process (ESRCH)"));
    if (!record.phase().isLive()) {
      throw new NoSuchGlobalProcessException(
          what
              + " failed: No such process (ESRCH); application "
              + record.id()
              + " "
              + gone(record));
    }
    return record.host();
  }

  /**
   * The record once the application is not between two nodes any more, or patience is at an end:
   * then the node decides whether it lets the signal in.
   */
  private Application settled(Application record) {
    if (!isUnderWay(record)) {
      return record;
    }
    try (RecordWatch watch = new RecordWatch(registry, record.id(), nanoClock)) {
      watch.await(now -> !now.map(SignalRouter::isUnderWay).orElse(false), patience);
    }
    return registry.get(record.id());
  }

  private static boolean isUnderWay(Application record) {
    return record.phase() == ApplicationPhase.MIGRATING && record.migration().isPresent();
  }

  private static String gone(Application record) {
    return record.phase() == ApplicationPhase.ENDED ? "has ended" : "is lost: " + record.reason();
  }

  private static String what(SignalRequest request) {
    return request.signal() == 0
        ? "Looking for " + request.recipients()
        : "Sending " + new Signal(request.signal()) + " to " + request.recipients();
  }
}
