package io.ssi.memory;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.memory.wire.FiguresMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Fetches the nodes' figures when somebody asks, from all at the same time, and keeps the last
 * answer of each for when it does not answer. Nothing is sent while nobody asks.
 *
 * <p>Any thread. Must be made before the agent joins the group, for it installs the handler that
 * serves the other nodes.
 */
public final class FiguresExchange {

  /** The request that every agent serves: empty, answered with the node's figures. */
  public static final MessageType REQUEST = new MessageType("memory.figures");

  /** How long one collection waits for the slowest node. */
  public static final Duration DEADLINE = Duration.ofSeconds(1);

  private final ClusterChannel channel;
  private final Duration deadline;
  private final LongSupplier nanoClock;
  private final Map<NodeId, Kept> lastAnswers = new ConcurrentHashMap<>();

  private record Kept(NodeFigures figures, long askedNanos) {}

  /**
   * Installs the handler for this node's own figures.
   *
   * @param channel to the other agents
   * @param source this node's figures
   * @param deadline how long one collection waits, such as {@link #DEADLINE}
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public FiguresExchange(
      ClusterChannel channel, FiguresSource source, Duration deadline, LongSupplier nanoClock) {
    this.channel = channel;
    this.deadline = deadline;
    this.nanoClock = nanoClock;
    channel.handle(REQUEST, (from, body) -> FiguresMapper.encode(source.read()));
  }

  /**
   * Asks nodes for their figures and waits at most the deadline.
   *
   * @param nodes which; this node may be among them
   * @return what is known of each, by node
   */
  public Map<NodeId, NodeAnswer> collect(Collection<NodeId> nodes) {
    long asked = nanoClock.getAsLong();
    Map<NodeId, Reply> replies = channel.requestAll(nodes, REQUEST, new byte[0], deadline);
    Map<NodeId, NodeAnswer> answers = new TreeMap<>();
    for (NodeId node : nodes) {
      Reply reply = replies.get(node);
      Optional<String> problem =
          reply == null ? Optional.of("was not asked") : keep(node, reply, asked);
      answers.put(node, answer(node, problem));
    }
    return answers;
  }

  private Optional<String> keep(NodeId node, Reply reply, long asked) {
    return switch (reply) {
      case Reply.Answered answered -> keepAnswer(node, answered.body(), asked);
      case Reply.Failed failed -> Optional.of(failed.code() + ": " + failed.message());
      case Reply.Unreachable unreachable -> Optional.of(unreachable.reason());
    };
  }

  private Optional<String> keepAnswer(NodeId node, byte[] body, long asked) {
    try {
      Kept fresh = new Kept(FiguresMapper.decode(body), asked);
      // Of two collections at the same time, the one that asked later has the newer figures.
      lastAnswers.merge(
          node, fresh, (old, now) -> old.askedNanos() - now.askedNanos() > 0 ? old : now);
      return Optional.empty();
    } catch (CorruptFiguresException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private NodeAnswer answer(NodeId node, Optional<String> problem) {
    Kept kept = lastAnswers.get(node);
    if (kept == null) {
      return new NodeAnswer.Unknown(problem.orElse("did not answer"));
    }
    Duration age = Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - kept.askedNanos()));
    return new NodeAnswer.Known(kept.figures(), age, problem);
  }

  /**
   * Forgets a node that has left for good, so that its old figures are in no later result.
   *
   * @param node which
   */
  public void forget(NodeId node) {
    lastAnswers.remove(node);
  }
}
