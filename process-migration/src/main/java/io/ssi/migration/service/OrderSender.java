package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.migration.Cancellation;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import java.nio.charset.StandardCharsets;

/**
 * Sends orders to the nodes that can carry them out. Blocks until they are carried out.
 *
 * @param channel to the other nodes
 * @param nodes of the cluster
 */
record OrderSender(ClusterChannel channel, ClusterNodes nodes) {

  /**
   * One order.
   *
   * @param type of the message
   * @param body of the message
   * @param attempt what is ordered, for errors
   * @param ticket its name
   */
  record Order(MessageType type, byte[] body, String attempt, String ticket) {}

  /** Sends an order; gives the answer. */
  byte[] send(NodeId node, Order order, Cancellation cancellation) {
    String attempt = order.attempt();
    cancellation.onCancel(() ->
        channel.request(
            node, Orders.CANCEL, order.ticket().getBytes(StandardCharsets.UTF_8), Orders.SHORT));
    return switch (channel.request(node, order.type(), order.body(), Orders.LONG)) {
      case Reply.Answered answered -> answered.body();
      case Reply.Failed failed ->
          throw new MoveFailedException(
              Outcome.UNKNOWN,
              "cannot " + attempt + ": " + nodes.named(node) + " says: " + failed.message());
      case Reply.Unreachable unreachable -> {
        String why = nodes.named(node) + " does not answer: " + unreachable.reason();
        if (!unreachable.sent()) {
          throw new MoveFailedException(
              Outcome.NOT_STARTED, "cannot " + attempt + ": " + why + "; nothing was changed");
        }
        throw new MoveFailedException(
            Outcome.UNKNOWN,
            "cannot tell whether it was possible to "
                + attempt
                + ": "
                + why
                + "; 'ssi ps' shows where it runs");
      }
    };
  }
}
