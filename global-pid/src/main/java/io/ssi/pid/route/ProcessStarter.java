package io.ssi.pid.route;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.pid.Application;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.wire.RouteWire;
import java.time.Duration;

/** Starts applications on any node. Any thread; blocks until the program has been exec'd. */
public final class ProcessStarter {

  /** The message that asks a node to start an application. */
  public static final MessageType START = new MessageType("pid.start");

  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final Agents agents;

  /**
   * Over a channel.
   *
   * @param channel asks the nodes, this one too
   */
  public ProcessStarter(ClusterChannel channel) {
    this.agents = new Agents(channel);
  }

  /**
   * Starts an application. When the first answer is lost the node is asked once more: the request's
   * token keeps it from starting two.
   *
   * @param node where
   * @param request what
   * @return the record of the application, which runs
   * @throws StartFailedException if it could not be started; nothing of it is left
   * @throws HostUnreachableException if the node does not answer
   */
  public Application start(NodeId node, StartRequest request) {
    byte[] body = RouteWire.encode(request);
    String what = "Starting '" + request.command().getFirst() + "' on node " + node;
    byte[] answer;
    try {
      answer = agents.ask(node, START, body, TIMEOUT, what);
    } catch (HostUnreachableException e) {
      if (!e.maybeDone() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      answer = agents.ask(node, START, body, TIMEOUT, what);
    }
    return switch (RouteWire.startReply(answer)) {
      case StartReply.Started(Application application) -> application;
      case StartReply.Refused(int exitStatus, String message) ->
          throw new StartFailedException(exitStatus, message);
    };
  }
}
