package io.ssi.membership.channel;

import io.ssi.membership.NodeId;

/** Serves one type of request. */
@FunctionalInterface
public interface MessageHandler {

  /**
   * Serves one request; may block, runs on a thread of its own. An exception reaches the asker as
   * {@link Reply.Failed} with its message.
   *
   * @param from the node that asks
   * @param body the request
   * @return the answer
   */
  byte[] handle(NodeId from, byte[] body);
}
