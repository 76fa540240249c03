package io.ssi.agent.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.membership.hotplug.HotplugCoordinator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells the agent of a node to take it online or back; only a node's own agent does that. */
public final class NodeOrders {
  private static final MessageType ADD = new MessageType("agent.node-add");
  private static final MessageType REMOVE = new MessageType("agent.node-remove");

  private final ClusterChannel channel;

  /**
   * Over a channel.
   *
   * @param channel to the agents
   */
  public NodeOrders(ClusterChannel channel) {
    this.channel = channel;
  }

  /**
   * Serves such orders of other agents, and of this one.
   *
   * @param channel where they come from
   * @param hotplug carries them out
   */
  public static void serve(ClusterChannel channel, HotplugCoordinator hotplug) {
    channel.handle(
        ADD,
        (from, body) -> {
          var _ = hotplug.add();
          return new byte[0];
        });
    channel.handle(
        REMOVE,
        (from, body) ->
            String.join("\n", hotplug.remove(body[0] == 1)).getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a present node online; gives what went wrong, or nothing. */
  Optional<String> add(NodeId node, Duration timeout) {
    return ask(node, ADD, new byte[0], timeout);
  }

  /** Empties a node; gives what stays on it, or nothing. */
  Optional<String> remove(NodeId node, boolean force, Duration timeout) {
    return ask(node, REMOVE, new byte[] {(byte) (force ? 1 : 0)}, timeout);
  }

  private Optional<String> ask(NodeId node, MessageType type, byte[] body, Duration timeout) {
    return switch (channel.request(node, type, body, timeout)) {
      case Reply.Answered(byte[] answer) -> {
        String remaining = new String(answer, StandardCharsets.UTF_8);
        yield remaining.isEmpty()
            ? Optional.empty()
            : Optional.of(String.join("; ", List.of(remaining.split("\n", -1))));
      }
      case Reply.Failed(String code, String message) -> Optional.of(message);
      case Reply.Unreachable(boolean sent, String reason) ->
          Optional.of("its agent did not answer: " + reason);
    };
  }
}
