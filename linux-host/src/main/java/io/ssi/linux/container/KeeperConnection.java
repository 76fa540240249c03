package io.ssi.linux.container;

import io.ssi.linux.LinuxException;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.ReceivedMessage;
import io.ssi.linux.syscall.UnixSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One connected socket: sends requests, pairs each with its reply, hands events on. Once broken it
 * stays so. {@link #serve} is the reading loop and wants a thread of its own.
 */
final class KeeperConnection implements AutoCloseable {
  private static final int ROOM = 1 << 16;

  private final int container;
  private final UnixSocket socket;
  private final Consumer<KeeperEvent> events;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, in the order of the requests on the wire.
  private final Queue<CompletableFuture<KeeperReply>> waiting = new ArrayDeque<>();
  private boolean broken;

  KeeperConnection(int container, UnixSocket socket, Consumer<KeeperEvent> events) {
    this.container = container;
    this.socket = socket;
    this.events = events;
  }

  /** Sends a request and waits for its reply, which the caller closes. */
  KeeperReply request(KeeperFrame frame, List<Descriptor> descriptors, Duration limit) {
    CompletableFuture<KeeperReply> reply = new CompletableFuture<>();
    byte[] bytes = frame.encode();
    lock.lock();
    try {
      if (broken) {
        throw unanswered(frame, "the connection is closed");
      }
      waiting.add(reply);
      socket.send(bytes, descriptors);
    } catch (SystemCallException e) {
      close();
      throw unanswered(frame, String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
    return await(frame, reply, limit);
  }

  boolean isBroken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /** Reads until the connection ends; every request that has no reply then fails. */
  void serve() {
    try (FrameAssembler assembler = new FrameAssembler()) {
      while (true) {
        Optional<ReceivedMessage> message = socket.receive(ROOM);
        if (message.isEmpty()) {
          return;
        }
        assembler.feed(message.get()).forEach(this::dispatch);
      }
    } catch (SystemCallException e) {
      // Closed on this side, or reset by the other; both end the connection.
      return;
    } catch (LinuxException e) {
      failAll(e);
    } finally {
      close();
      failAll(unanswered(KeeperFrame.of("the request"), "the connection ended"));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      broken = true;
    } finally {
      lock.unlock();
    }
    socket.close();
  }

  private void dispatch(KeeperReply reply) {
    if (reply.frame().word().equals("event")) {
      events.accept(ReplyReader.event(reply.frame()));
      return;
    }
    CompletableFuture<KeeperReply> next;
    lock.lock();
    try {
      next = waiting.poll();
    } finally {
      lock.unlock();
    }
    if (next == null || !next.complete(reply)) {
      reply.close();
    }
  }

  private KeeperReply await(
      KeeperFrame frame, CompletableFuture<KeeperReply> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abandon(future);
      throw unanswered(frame, "nothing came within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      abandon(future);
      Thread.currentThread().interrupt();
      throw unanswered(frame, "the thread was interrupted");
    } catch (ExecutionException e) {
      throw unanswered(frame, String.valueOf(e.getCause()));
    }
  }

  private void abandon(CompletableFuture<KeeperReply> future) {
    // Later replies would be taken for this one's, so the connection cannot be used any more.
    close();
    if (!future.cancel(false) && future.state() == Future.State.SUCCESS) {
      future.resultNow().close();
    }
  }

  private void failAll(LinuxException reason) {
    lock.lock();
    try {
      broken = true;
      waiting.forEach(future -> future.completeExceptionally(reason));
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private KeeperUnansweredException unanswered(KeeperFrame frame, String reason) {
    return new KeeperUnansweredException(container, frame.word(), reason);
  }
}
