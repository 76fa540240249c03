package io.ssi.membership.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.membership.channel.ReplyCodes;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The channel of one node of an {@link InMemoryNetwork}. A lost message is told at once. */
public final class InMemoryClusterChannel implements ClusterChannel {
  private final NodeId local;
  private final InMemoryNetwork network;
  private final Map<MessageType, MessageHandler> handlers = new ConcurrentHashMap<>();

  InMemoryClusterChannel(NodeId local, InMemoryNetwork network) {
    this.local = local;
    this.network = network;
  }

  @Override
  public Reply request(NodeId to, MessageType type, byte[] body, Duration timeout) {
    return await(to, send(to, type, body), timeout.toNanos());
  }

  @Override
  public Map<NodeId, Reply> requestAll(
      Collection<NodeId> to, MessageType type, byte[] body, Duration timeout) {
    Map<NodeId, CompletableFuture<Reply>> sent = new LinkedHashMap<>();
    to.forEach(node -> sent.put(node, send(node, type, body)));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new))
            .completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
    all.join();
    Map<NodeId, Reply> replies = new LinkedHashMap<>();
    sent.forEach((node, future) -> replies.put(node, await(node, future, 0)));
    return replies;
  }

  @Override
  public void handle(MessageType type, MessageHandler handler) {
    if (handlers.putIfAbsent(type, handler) != null) {
      throw new IllegalStateException("There is a handler for " + type.name() + " already");
    }
  }

  private CompletableFuture<Reply> send(NodeId to, MessageType type, byte[] body) {
    CompletableFuture<Reply> result = new CompletableFuture<>();
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("A body of " + body.length + " bytes is too large");
    }
    InMemoryClusterChannel target = network.channelOf(to);
    if (target == null || !network.isMember(local) || !network.isMember(to)) {
      return CompletableFuture.completedFuture(
          new Reply.Unreachable(false, "node " + to + " is not in the group"));
    }
    Firewall firewall = network.firewall();
    if (!firewall.passes(new Firewall.Packet(local, to, type, false))) {
      return CompletableFuture.completedFuture(
          new Reply.Unreachable(true, "node " + to + " did not answer in time"));
    }
    byte[] copy = body.clone();
    Thread.ofVirtual()
        .name("ssi-channel-" + type.name())
        .start(() -> {
          Reply reply = target.serve(local, type, copy);
          boolean arrives = firewall.passes(new Firewall.Packet(to, local, type, true));
          result.complete(
              arrives && network.isMember(to)
                  ? reply
                  : new Reply.Unreachable(true, "node " + to + " did not answer in time"));
        });
    return result;
  }

  private Reply serve(NodeId from, MessageType type, byte[] body) {
    MessageHandler handler = handlers.get(type);
    if (handler == null) {
      return ReplyCodes.noHandler(type);
    }
    try {
      return new Reply.Answered(handler.handle(from, body).clone());
    } catch (RuntimeException e) {
      return ReplyCodes.failed(e);
    }
  }

  private static Reply await(NodeId to, CompletableFuture<Reply> future, long nanos) {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Reply.Unreachable(true, "node " + to + " did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Unreachable(true, "interrupted while waiting for node " + to);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
