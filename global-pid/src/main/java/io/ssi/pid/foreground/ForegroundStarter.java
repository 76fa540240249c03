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

/** Starts programs in the foreground on any node. Any thread; blocks until the program runs. */
public final class ForegroundStarter {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final BulkStreams streams;
  private final Follower follower;

  /**
   * Over streams.
   *
   * @param streams to all nodes, this one too
   * @param registry says where programs go
   */
  public ForegroundStarter(BulkStreams streams, ApplicationRegistry registry) {
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
                follower);
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
    RunLink link;
    try {
      link = new RunLink(streams.open(node, ForegroundServer.ATTACH, TIMEOUT));
    } catch (StreamException e) {
      throw new HostUnreachableException(node, false, what + " failed: " + e.getMessage());
    }
    try {
      link.sendBody(AttachWire.encode(new AttachRequest(application.id(), caller, name, token)));
      return switch (AttachWire.reply(link.receiveBody())) {
        case AttachReply.Attached(boolean terminal) ->
            Optional.of(new ForegroundRun(application, token, terminal, link, follower));
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
}
