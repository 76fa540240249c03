package io.ssi.membership.jgroups;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageHandler;
import io.ssi.membership.channel.MessageType;
import io.ssi.membership.channel.Reply;
import io.ssi.membership.channel.ReplyCodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests over the group's channel. Made by {@link JGroupsMembership}. At most {@value
 * #MAX_SERVED} requests of others are served at a time; what comes on top is answered with {@link
 * ReplyCodes#OVERLOADED}, unexecuted.
 */
public final class JGroupsChannel implements ClusterChannel {
  static final int MAX_SERVED = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(JGroupsChannel.class);

  /** The group below. */
  interface Group {
    /** The member that is a node's agent. */
    Optional<Address> addressOf(NodeId node);

    void send(Address to, RequestHeader header, byte[] body);
  }

  private record Pending(NodeId to, CompletableFuture<Reply> reply) {}

  private final NodeId local;
  private final Group group;
  private final ThreadFactory threads;
  private final Map<MessageType, MessageHandler> handlers = new ConcurrentHashMap<>();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Semaphore slots = new Semaphore(MAX_SERVED);

  JGroupsChannel(NodeId local, Group group, ThreadFactory threads) {
    this.local = local;
    this.group = group;
    this.threads = threads;
  }

  @Override
  public Reply request(NodeId to, MessageType type, byte[] body, Duration timeout) {
    long id = ids.incrementAndGet();
    try {
      return await(to, start(id, to, type, body), timeout.toNanos());
    } finally {
      pending.remove(id);
    }
  }

  @Override
  public Map<NodeId, Reply> requestAll(
      Collection<NodeId> to, MessageType type, byte[] body, Duration timeout) {
    Map<NodeId, CompletableFuture<Reply>> started = new LinkedHashMap<>();
    Map<NodeId, Long> numbers = new LinkedHashMap<>();
    for (NodeId node : to) {
      long id = ids.incrementAndGet();
      if (numbers.putIfAbsent(node, id) == null) {
        started.put(node, start(id, node, type, body));
      }
    }
    try {
      CompletableFuture<?>[] all = started.values().toArray(CompletableFuture[]::new);
      await(local, CompletableFuture.allOf(all).thenApply(done -> GONE), timeout.toNanos());
      Map<NodeId, Reply> replies = new LinkedHashMap<>();
      started.forEach((node, reply) -> replies.put(node, await(node, reply, 0)));
      return replies;
    } finally {
      numbers.values().forEach(pending::remove);
    }
  }

  // What waiting for all returns; never seen by a caller.
  private static final Reply GONE = new Reply.Unreachable(false, "");

  @Override
  public void handle(MessageType type, MessageHandler handler) {
    if (handlers.putIfAbsent(type, handler) != null) {
      throw new IllegalStateException("There is a handler for " + type.name() + " already");
    }
  }

  private CompletableFuture<Reply> start(long id, NodeId to, MessageType type, byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "The body of a "
              + type.name()
              + " request has "
              + body.length
              + " bytes, more than "
              + MAX_BODY_BYTES);
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    if (to.equals(local)) {
      byte[] copy = body.clone();
      run(type, () -> reply.complete(serve(local, type, copy)), reply::complete);
      return reply;
    }
    Optional<Address> address = group.addressOf(to);
    if (address.isEmpty()) {
      reply.complete(new Reply.Unreachable(false, "node " + to + " is not in the group"));
      return reply;
    }
    pending.put(id, new Pending(to, reply));
    try {
      group.send(
          address.get(), new RequestHeader(RequestHeader.Kind.REQUEST, id, type.name()), body);
    } catch (RuntimeException e) {
      reply.complete(new Reply.Unreachable(true, "cannot send to node " + to + ": " + e));
    }
    // The node may have left between the look-up and the entry in the table.
    if (group.addressOf(to).isEmpty()) {
      left(to);
    }
    return reply;
  }

  /** A message of another agent; called on a thread of JGroups, returns at once. */
  void received(NodeId from, Address sender, RequestHeader header, byte[] body) {
    switch (header.kind()) {
      case REQUEST -> {
        MessageType type = new MessageType(header.text());
        run(
            type,
            () -> answer(sender, header.id(), serve(from, type, body)),
            refusal -> answer(sender, header.id(), refusal));
      }
      case ANSWER -> complete(from, header.id(), new Reply.Answered(body));
      case FAILURE ->
          complete(
              from,
              header.id(),
              new Reply.Failed(header.text(), new String(body, StandardCharsets.UTF_8)));
    }
  }

  /** A node's agent is not in the group any more. */
  void left(NodeId node) {
    for (Pending request : pending.values()) {
      if (request.to().equals(node)) {
        request
            .reply()
            .complete(new Reply.Unreachable(true, "node " + node + " has left the group"));
      }
    }
  }

  private void complete(NodeId from, long id, Reply reply) {
    Pending request = pending.get(id);
    if (request != null && request.to().equals(from)) {
      request.reply().complete(reply);
    }
  }

  private void answer(Address to, long id, Reply reply) {
    try {
      switch (reply) {
        case Reply.Answered(byte[] body) ->
            group.send(to, new RequestHeader(RequestHeader.Kind.ANSWER, id, ""), body);
        case Reply.Failed(String code, String message) ->
            group.send(
                to,
                new RequestHeader(RequestHeader.Kind.FAILURE, id, code),
                message.getBytes(StandardCharsets.UTF_8));
        case Reply.Unreachable unreachable ->
            throw new IllegalStateException("A handler cannot answer " + unreachable);
      }
    } catch (RuntimeException e) {
      LOG.debug("{}: the answer to request {} was not sent", to, id, e);
    }
  }

  private void run(MessageType type, Runnable work, Consumer<Reply> refused) {
    if (!slots.tryAcquire()) {
      refused.accept(
          new Reply.Failed(
              ReplyCodes.OVERLOADED, "This agent serves " + MAX_SERVED + " requests already"));
      return;
    }
    Thread thread =
        threads.newThread(() -> {
          try {
            work.run();
          } finally {
            slots.release();
          }
        });
    thread.setName("ssi-channel-" + type.name());
    thread.start();
  }

  private Reply serve(NodeId from, MessageType type, byte[] body) {
    MessageHandler handler = handlers.get(type);
    if (handler == null) {
      return ReplyCodes.noHandler(type);
    }
    try {
      byte[] answer = handler.handle(from, body);
      if (answer.length > MAX_BODY_BYTES) {
        return ReplyCodes.failed(
            new IllegalStateException(
                "The answer to " + type.name() + " has " + answer.length + " bytes, too many"));
      }
      return new Reply.Answered(answer);
    } catch (RuntimeException | Error e) {
      LOG.debug("{} from node {} failed", type.name(), from, e);
      return ReplyCodes.failed(e);
    }
  }

  private static Reply await(NodeId to, CompletableFuture<Reply> reply, long nanos) {
    try {
      return reply.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Reply.Unreachable(true, "node " + to + " did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Unreachable(true, "interrupted while waiting for node " + to);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A reply is never completed with an error", e);
    }
  }
}
