package io.ssi.migration.sleep;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.migration.checkpoint.RepositoryIndexing;
import java.time.Duration;
import java.util.Collection;

/** What agents tell each other when the cluster falls asleep. */
public final class SleepMessages {
  private static final MessageType REMEMBER = new MessageType("sleep.remember");
  private static final MessageType STOP = new MessageType("sleep.stop");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SleepMessages() {}

  /**
   * Answers such messages; to be called before the agent joins the group.
   *
   * @param channel where they come from
   * @param indexing of this node's repository
   * @param stop ends this agent a moment later
   */
  public static void serve(ClusterChannel channel, RepositoryIndexing indexing, Runnable stop) {
    channel.handle(
        REMEMBER,
        (from, body) -> {
          indexing.remember();
          return new byte[0];
        });
    channel.handle(
        STOP,
        (from, body) -> {
          stop.run();
          return new byte[0];
        });
  }

  /** How many nodes have it on their disks now what sleeps. */
  static long remembered(ClusterChannel channel, Collection<NodeId> nodes) {
    return nodes.stream()
        .filter(node ->
            channel.request(node, REMEMBER, new byte[0], PATIENCE) instanceof Reply.Answered)
        .count();
  }

  /** Ends all agents that can be reached. */
  static void stop(ClusterChannel channel, Collection<NodeId> nodes) {
    for (NodeId node : nodes) {
      var _ = channel.request(node, STOP, new byte[0], PATIENCE);
    }
  }
}
