package io.ssi.agent.control;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixListener;
import io.ssi.linux.syscall.UnixSocket;
import io.ssi.tools.VerbRunner;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket and runs verbs for those who connect. Everybody may connect; what
 * the peer may do is decided by each verb. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int BACKLOG = 128;
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration BREATH = Duration.ofMillis(100);

  private final ControlConfig config;
  private final VerbRunner runner;
  private final Services services;
  private final Threads threads;
  private final LongSupplier nanoClock;
  private final UnixListener listener;
  private final Semaphore all;
  private final Semaphore others;
  private final Semaphore verbs;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Where threads come from.
   *
   * @param waiting for threads that wait for sockets; virtual ones do
   * @param verbs for threads that run verbs, which may block in native code; platform threads
   */
  public record Threads(ThreadFactory waiting, ThreadFactory verbs) {}

  private ControlServer(
      ControlConfig config,
      VerbRunner runner,
      Services services,
      Threads threads,
      LongSupplier nanoClock) {
    this.config = config;
    this.runner = runner;
    this.services = services;
    this.threads = threads;
    this.nanoClock = nanoClock;
    all = new Semaphore(config.connections());
    others = new Semaphore(config.connections() - config.connections() / 4);
    verbs = new Semaphore(config.verbs());
    listener = listen(config.socket());
  }

  /**
   * Makes the socket, in place of one that a dead agent left, and serves it from now on.
   *
   * @param config where, and how much
   * @param runner runs the verbs
   * @param services what the verbs reach the cluster by
   * @param threads where threads come from
   * @param nanoClock a clock that only goes forward
   * @return close it to end it
   * @throws ControlException if another agent serves the socket, or it cannot be made
   */
  public static ControlServer start(
      ControlConfig config,
      VerbRunner runner,
      Services services,
      Threads threads,
      LongSupplier nanoClock) {
    ControlServer server = new ControlServer(config, runner, services, threads, nanoClock);
    threads.waiting().newThread(server::accept).start();
    return server;
  }

  /**
   * Takes no more connections, cancels the verbs that run, waits for them for at most 5 seconds,
   * and removes the socket. Idempotent. Blocks.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // First the file: a client that finds none need not wait for a greeting.
    remove(config.socket());
    listener.close();
    connections.forEach(connection -> connection.cancel(Reason.AGENT_STOPS));
    try {
      if (!all.tryAcquire(config.connections(), FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{} clients are left behind", connections.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(Connection::close);
  }

  private void accept() {
    while (!closed.get()) {
      try {
        serve(listener.accept());
      } catch (SystemCallException e) {
        if (closed.get()) {
          return;
        }
        // Out of descriptors or memory: what waits in the queue is taken when there is some again.
        LOG.error("cannot accept on {}", config.socket(), e);
        pause();
      }
    }
  }

  private void serve(UnixSocket socket) {
    boolean root = isRoot(socket);
    if (!root && !others.tryAcquire()) {
      socket.close();
      return;
    }
    if (!all.tryAcquire()) {
      socket.close();
      release(root, false);
      return;
    }
    Connection connection =
        new Connection(
            socket,
            new Connection.Room(config, runner, services, threads.verbs(), verbs, nanoClock));
    connections.add(connection);
    threads
        .waiting()
        .newThread(() -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            release(root, true);
          }
        })
        .start();
    if (closed.get()) {
      connection.cancel(Reason.AGENT_STOPS);
    }
  }

  private static boolean isRoot(UnixSocket socket) {
    try {
      return socket.peerCredentials().uid() == 0;
    } catch (SystemCallException e) {
      socket.close();
      throw e;
    }
  }

  private void release(boolean root, boolean counted) {
    if (!root) {
      others.release();
    }
    if (counted) {
      all.release();
    }
  }

  private void pause() {
    try {
      // Nobody ever gives this permit; it is a wait that ends early when the thread is interrupted.
      new Semaphore(0).tryAcquire(BREATH.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static UnixListener listen(Path path) {
    refuseIfServed(path);
    remove(path);
    UnixListener listener;
    try {
      listener = UnixListener.listen(path, SocketType.STREAM, BACKLOG);
    } catch (SystemCallException e) {
      throw new ControlException("cannot listen on " + path + ": " + e.getMessage(), e);
    }
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      listener.close();
      throw new ControlException("cannot open " + path + " to everybody: " + e.getMessage(), e);
    }
    return listener;
  }

  private static void refuseIfServed(Path path) {
    try (UnixSocket other = UnixSocket.connect(path, SocketType.STREAM)) {
      throw new ControlException(
          "cannot listen on " + path + ": another agent does (" + other.peerCredentials() + ")");
    } catch (SystemCallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ECONNREFUSED) {
        throw new ControlException("cannot listen on " + path + ": " + e.getMessage(), e);
      }
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new ControlException("cannot remove the old " + path + ": " + e.getMessage(), e);
    }
  }
}
