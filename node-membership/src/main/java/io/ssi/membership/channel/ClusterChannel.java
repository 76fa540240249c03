package io.ssi.membership.channel;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Requests between agents.
 *
 * <p>Contract: callable from any thread. Requests block the caller until answered or timed out. A
 * request to the local node is served by the same handler, without the network. A request may be
 * executed although its answer is lost; handlers of requests that change something must therefore
 * be repeatable or carry an attempt number. Bodies are at most {@link #MAX_BODY_BYTES}; what is
 * larger goes over a stream.
 */
public interface ClusterChannel {

  /** The largest body of a request or an answer, in bytes. */
  int MAX_BODY_BYTES = 4 * 1024 * 1024;

  /**
   * Asks one node and waits for its answer.
   *
   * @param to the node asked
   * @param type what is asked; names a handler at the other side
   * @param body the request, in a format that the handler knows
   * @param timeout how long to wait at most
   * @return the answer, or why there is none
   */
  Reply request(NodeId to, MessageType type, byte[] body, Duration timeout);

  /**
   * Asks several nodes at the same time.
   *
   * @param to the nodes asked
   * @param type what is asked
   * @param body the request
   * @param timeout how long to wait at most, for all together
   * @return one reply per node asked, in the order of {@code to}
   */
  Map<NodeId, Reply> requestAll(
      Collection<NodeId> to, MessageType type, byte[] body, Duration timeout);

  /**
   * Installs the one handler of a message type. Must be called before the agent joins the group.
   *
   * @param type the type; a second handler for it is refused with {@link IllegalStateException}
   * @param handler called on a virtual thread per request
   */
  void handle(MessageType type, MessageHandler handler);
}
