package io.ssi.pid.foreground;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import io.ssi.pid.Application;
import io.ssi.pid.Caller;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.AttachReply;
import io.ssi.pid.message.AttachRequest;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.wire.AttachWire;
import io.ssi.pid.wire.RouteWire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Starts programs in the foreground on any node. Any thread; blocks until the program runs. At most
 * {@value #MOST} at a time, of all callers of this agent, because each may have some 100 KiB under
 * way here.
 */
public final class ForegroundStarter {
  static final int MOST = 320;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Semaphore places;
  private final BulkStreams streams;
  private final Follower follower;

  /**
   * Over streams.
   *
   * @param streams to all nodes, this one too
   * @param registry says where programs go
   */
  public ForegroundStarter(BulkStreams streams, ApplicationRegistry registry) {
    this(streams, registry, MOST);
  }

  ForegroundStarter(BulkStreams streams, ApplicationRegistry registry, int most) {
    this.places = new Semaphore(most);
    this.streams = streams;
    this.follower = new Follower(streams, registry);
  }

  /**
   * Starts a program.
   *
   * @param node where
   * @param request what, and how it is connected
   * @return the program, which has been exec'd
   * @throws StartFailedException if it could not be started; nothing of it is left
   * @throws HostUnreachableException if the node does not answer
   */
  public ForegroundRun start(NodeId node, ForegroundRequest request) {
    String what = "Starting '" + request.start().command().getFirst() + "' on node " + node;
    Place place = new Place(places, full -> new StartFailedException(1, what + " failed: " + full));
    boolean isStarted = false;
    try {
      ForegroundRun run = start(node, request, what, place);
      isStarted = true;
      return run;
    } finally {
      if (!isStarted) {
        place.leave();
      }
    }
  }

  private ForegroundRun start(NodeId node, ForegroundRequest request, String what, Place place) {
    RunLink link;
    try {
      link = new RunLink(streams.open(node, ForegroundServer.PURPOSE, TIMEOUT));
    } catch (StreamException e) {
      throw new HostUnreachableException(node, false, what + " failed: " + e.getMessage());
    }
    try {
      link.sendBody(RouteWire.encode(request));
      return switch (RouteWire.startReply(link.receiveBody())) {
        case StartReply.Started(var application) ->
            new ForegroundRun(
                application,
                request.start().token(),
                request.terminal().isPresent(),
                link,
                follower,
                place::leave);
        case StartReply.Refused(int exitStatus, String message) -> {
          link.close();
          throw new StartFailedException(exitStatus, message);
        }
      };
    } catch (IOException e) {
      link.close();
      throw new HostUnreachableException(
          node,
          true,
          what
              + " failed: its agent was lost ("
              + e.getMessage()
              + "); it may run all the same, look at ssi ps");
    }
  }

  /**
   * Attaches to a program that was started in the foreground, and has lost whoever started it.
   *
   * @param application which, as it is recorded; first comes what it wrote since nobody had it
   * @param caller on whose behalf
   * @param name the caller, for others who ask for the same
   * @param token names what begins; nobody else gives the same
   * @return the program; empty if it has no streams that anybody could have: its log has all
   * @throws NotPermittedException if somebody else has it, or it is not the caller's
   * @throws HostUnreachableException if its node does not answer
   */
  public Optional<ForegroundRun> attach(
      Application application, Caller caller, String name, String token) {
    NodeId node = application.host();
    String what = "Attaching to application " + application.id() + " on node " + node;
    Place place = new Place(places, full -> new NotPermittedException(what + " failed: " + full));
    boolean isAttached = false;
    try {
      AttachRequest request = new AttachRequest(application.id(), caller, name, token);
      Optional<ForegroundRun> run = attach(application, request, what, place);
      isAttached = run.isPresent();
      return run;
    } finally {
      if (!isAttached) {
        place.leave();
      }
    }
  }

  private Optional<ForegroundRun> attach(
      Application application, AttachRequest request, String what, Place place) {
    NodeId node = application.host();
    RunLink link;
    try {
      link = new RunLink(streams.open(node, ForegroundServer.ATTACH, TIMEOUT));
    } catch (StreamException e) {
      throw new HostUnreachableException(node, false, what + " failed: " + e.getMessage());
    }
    try {
      link.sendBody(AttachWire.encode(request));
      return switch (AttachWire.reply(link.receiveBody())) {
        case AttachReply.Attached(boolean terminal) ->
            Optional.of(
                new ForegroundRun(
                    application, request.token(), terminal, link, follower, place::leave));
        case AttachReply.NotHeld() -> {
          link.close();
          yield Optional.empty();
        }
        case AttachReply.Refused(String message) -> {
          link.close();
          throw new NotPermittedException(what + " failed: " + message);
        }
      };
    } catch (IOException e) {
      link.close();
      throw new HostUnreachableException(
          node, true, what + " failed: its agent was lost (" + e.getMessage() + ")");
    }
  }

  /** One of the places, until it is left. */
  private static final class Place {
    private final Semaphore places;
    private final AtomicBoolean isLeft = new AtomicBoolean();

    Place(Semaphore places, Function<String, RuntimeException> otherwise) {
      this.places = places;
      if (!places.tryAcquire()) {
        throw otherwise.apply(
            "the agent that was asked serves as many programs in the foreground as it can; ask"
                + " another one with --on, or start with -d");
      }
    }

    /** Repeatable. */
    void leave() {
      if (isLeft.compareAndSet(false, true)) {
        places.release();
      }
    }
  }
}
