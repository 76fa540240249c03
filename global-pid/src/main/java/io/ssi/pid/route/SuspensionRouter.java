package io.ssi.pid.route;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.PidException;
import io.ssi.pid.host.Suspensions;
import io.ssi.pid.message.SuspendRequest;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.RouteWire;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Suspends and resumes any application of the cluster. One that is on its way is waited for. Any
 * thread; blocks until its processes stand still, or run.
 */
public final class SuspensionRouter {
  private static final MessageType SUSPEND = new MessageType("pid.suspend");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
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
  public SuspensionRouter(
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
   * Answers the requests for the applications of a node. Called once, before the agent joins.
   *
   * @param channel where requests come in
   * @param registry whose applications are
   * @param suspensions of this node
   */
  public static void serve(
      ClusterChannel channel, ApplicationRegistry registry, Suspensions suspensions) {
    channel.handle(
        SUSPEND,
        (from, body) -> {
          SuspendRequest request = RouteWire.suspendRequest(body);
          Ownership.require(registry.get(request.application()), request.caller(), verb(request));
          if (request.still()) {
            suspensions.suspend(request.application());
          } else {
            suspensions.resume(request.application());
          }
          return new byte[0];
        });
  }

  /**
   * Makes every process of an application stand still. Does nothing if they do.
   *
   * @param id the application
   * @param caller on whose behalf: root or the application's owner
   * @throws NoSuchApplicationException if there is no such application, or it has ended
   * @throws io.ssi.pid.NotPermittedException if it is somebody else's
   * @throws OnItsWayException if it is being moved or saved for too long; nothing was done
   * @throws io.ssi.pid.HostUnreachableException if its node does not answer
   */
  public void suspend(ApplicationId id, Caller caller) {
    route(new SuspendRequest(id, true, caller));
  }

  /**
   * Lets every process of an application run on. Does nothing if they run.
   *
   * @param id the application
   * @param caller on whose behalf: root or the application's owner
   * @throws NoSuchApplicationException if there is no such application, or it has ended
   * @throws io.ssi.pid.NotPermittedException if it is somebody else's
   * @throws OnItsWayException if it is being moved or saved for too long; nothing was done
   * @throws io.ssi.pid.HostUnreachableException if its node does not answer
   */
  public void resume(ApplicationId id, Caller caller) {
    route(new SuspendRequest(id, false, caller));
  }

  private void route(SuspendRequest request) {
    ApplicationId id = request.application();
    String what = verb(request) + " application " + id;
    long began = nanoClock.getAsLong();
    try (RecordWatch watch = new RecordWatch(registry, id, nanoClock)) {
      while (true) {
        NodeId host = host(id, what);
        try {
          agents.ask(host, SUSPEND, RouteWire.encode(request), TIMEOUT, what);
          return;
        } catch (OnItsWayException | NoSuchApplicationException e) {
          boolean late = nanoClock.getAsLong() - began > patience.toNanos();
          if (late || !mayChange(e, id, host) || !watch.awaitChange(PAUSE)) {
            throw e;
          }
        }
      }
    }
  }

  private NodeId host(ApplicationId id, String what) {
    Application record = registry.get(id);
    if (!record.phase().isLive()) {
      throw new NoSuchApplicationException(
          what
              + " failed: no process of it is left; it "
              + (record.reason().isEmpty() ? "has ended" : "has ended: " + record.reason()));
    }
    return record.host();
  }

  private boolean mayChange(PidException e, ApplicationId id, NodeId asked) {
    return e instanceof OnItsWayException || !registry.get(id).host().equals(asked);
  }

  private static String verb(SuspendRequest request) {
    return request.still() ? "Suspending" : "Resuming";
  }
}
