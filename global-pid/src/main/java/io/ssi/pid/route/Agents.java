package io.ssi.pid.route;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NoSuchGlobalProcessException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.OnItsWayException;
import io.ssi.pid.PidException;
import java.time.Duration;

/** Asks another agent, and turns what goes wrong there into the exception that it would be here. */
final class Agents {
  private final ClusterChannel channel;

  Agents(ClusterChannel channel) {
    this.channel = channel;
  }

  /** The answer's body; what says what is attempted, for people. */
  byte[] ask(NodeId node, MessageType type, byte[] body, Duration timeout, String what) {
    return switch (channel.request(node, type, body, timeout)) {
      case Reply.Answered(byte[] answer) -> answer;
      case Reply.Unreachable(boolean sent, String reason) ->
          throw new HostUnreachableException(
              node,
              sent,
              what
                  + " failed: the agent of node "
                  + node
                  + " does not answer ("
                  + reason
                  + ")"
                  + (sent ? "; it may have been done all the same" : "")
                  + "; look at ssi node status");
      case Reply.Failed failed -> throw translated(node, failed, what);
    };
  }

  private static PidException translated(NodeId node, Reply.Failed failed, String what) {
    String message = failed.message();
    return switch (failed.code()) {
      case "NoSuchGlobalProcess" -> new NoSuchGlobalProcessException(message);
      case "NoSuchApplication" -> new NoSuchApplicationException(message);
      case "OnItsWay" -> new OnItsWayException(message);
      case "NotPermitted" -> new NotPermittedException(message);
      default ->
          new RequestFailedException(
              failed.code(), what + " failed on node " + node + ": " + message);
    };
  }
}
