package io.ssi.linux.container;

import io.ssi.linux.LinuxException;
import io.ssi.linux.LocalPid;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PidFd;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way to one living keeper over connections that may break: connects anew when asked, and by
 * itself once events are wanted, until the keeper has ended.
 */
final class KeeperLink implements AutoCloseable {
  private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final Duration REAPING = Duration.ofSeconds(2);

  private final int container;
  private final Path path;
  private final PidFd keeper;
  private final ThreadFactory threads;
  private final Consumer<KeeperEvent> events;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private KeeperConnection current;
  private boolean closed;
  private boolean subscribed;

  private KeeperLink(
      int container,
      Path path,
      UnixSocket socket,
      PidFd keeper,
      ThreadFactory threads,
      Consumer<KeeperEvent> events) {
    this.container = container;
    this.path = path;
    this.keeper = keeper;
    this.threads = threads;
    this.events = events;
    this.current = new KeeperConnection(container, socket, events);
  }

  /** Connects; empty if nobody listens at the path. */
  static Optional<KeeperLink> open(
      int container, Path path, ThreadFactory threads, Consumer<KeeperEvent> events) {
    UnixSocket socket;
    try {
      socket = UnixSocket.connect(path, SocketType.STREAM);
    } catch (SystemCallException e) {
      return switch (e.errno()) {
        case ENOENT, ECONNREFUSED -> Optional.empty();
        default -> throw e;
      };
    }
    Optional<PidFd> keeper = PidFd.open(new LocalPid(socket.peerCredentials().pid()));
    if (keeper.isEmpty()) {
      socket.close();
      return Optional.empty();
    }
    KeeperLink link = new KeeperLink(container, path, socket, keeper.get(), threads, events);
    link.read(link.current);
    return Optional.of(link);
  }

  PidFd keeper() {
    return keeper;
  }

  /** Sends a request and gives its reply, which the caller closes; errors are thrown. */
  KeeperReply ask(KeeperFrame frame, List<Descriptor> descriptors, Duration limit) {
    return checked(connected().request(frame, descriptors, limit));
  }

  /** From now on events are wanted, over every connection to come. */
  void wantEvents() {
    lock.lock();
    try {
      subscribed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      current.close();
      keeper.close();
    } finally {
      lock.unlock();
    }
  }

  private KeeperConnection connected() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The connection to container " + container + " is closed");
      }
      return unbroken();
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held. */
  private KeeperConnection unbroken() {
    if (current.isBroken()) {
      current = connect();
      if (subscribed) {
        resubscribe(current);
      }
    }
    return current;
  }

  private KeeperConnection connect() {
    UnixSocket socket;
    try {
      socket = UnixSocket.connect(path, SocketType.STREAM);
    } catch (SystemCallException e) {
      throw switch (e.errno()) {
        case ENOENT, ECONNREFUSED -> new KeeperGoneException(container, e);
        default -> e;
      };
    }
    int peer = socket.peerCredentials().pid();
    if (peer != keeper.pid().value() || keeper.hasEnded()) {
      socket.close();
      throw new KeeperGoneException(container, "process " + peer + " serves its socket now");
    }
    KeeperConnection connection = new KeeperConnection(container, socket, events);
    read(connection);
    return connection;
  }

  private void read(KeeperConnection connection) {
    threads
        .newThread(() -> {
          connection.serve();
          ended();
        })
        .start();
  }

  private void resubscribe(KeeperConnection connection) {
    KeeperFrame subscribe = KeeperFrame.of("subscribe");
    try (KeeperReply reply = checked(connection.request(subscribe, List.of(), SUBSCRIBE_LIMIT))) {
      events.accept(new KeeperEvent.Reconnected(ReplyReader.state(reply.frame())));
    }
  }

  /** Runs on the reading thread of a connection that has ended. */
  private void ended() {
    while (!isContentOrConnected()) {
      try {
        if (keeper.awaitExit(BETWEEN_ATTEMPTS)) {
          keeper.awaitReaped(REAPING);
          events.accept(new KeeperEvent.KeeperEnded(keeper.exitStatus()));
          return;
        }
      } catch (SystemCallException e) {
        // Closed here meanwhile, and so there is nobody to be told.
        return;
      }
    }
  }

  /** False if events are wanted and there is no connection, for now or for ever. */
  private boolean isContentOrConnected() {
    lock.lock();
    try {
      if (subscribed && !closed) {
        unbroken();
      }
      return true;
    } catch (LinuxException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private KeeperReply checked(KeeperReply reply) {
    KeeperFrame frame = reply.frame();
    if (frame.word().equals("ok")) {
      return reply;
    }
    reply.close();
    if (frame.word().equals("error")) {
      throw new KeeperRefusedException(
          container, frame.text("operation"), frame.text("errno"), frame.text("message"));
    }
    throw new KeeperProtocolException("the word " + frame.word());
  }
}
