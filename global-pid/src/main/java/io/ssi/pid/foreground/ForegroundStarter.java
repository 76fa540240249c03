package io.ssi.pid.foreground;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.ForegroundRequest;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.wire.RouteWire;
import java.io.IOException;
import java.time.Duration;

/** Starts programs in the foreground on any node. Any thread; blocks until the program runs. */
public final class ForegroundStarter {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final BulkStreams streams;

  /**
   * Over streams.
   *
   * @param streams to all nodes, this one too
   */
  public ForegroundStarter(BulkStreams streams) {
    this.streams = streams;
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
        case StartReply.Started(var application) -> new ForegroundRun(application, link);
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
}
