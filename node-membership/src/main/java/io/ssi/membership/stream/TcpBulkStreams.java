package io.ssi.membership.stream;

import io.ssi.membership.MembershipConfig;
import io.ssi.membership.NodeId;
import io.ssi.membership.OncePerSubject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bulk streams over TCP connections of their own; the protocol is in the package's comment. At most
 * {@value #MAX_ACCEPTED} streams of others are served at a time, each with about 1 MiB of buffers;
 * further ones wait in the kernel. What is not read holds the writer back.
 */
public final class TcpBulkStreams implements BulkStreams, AutoCloseable {
  static final int MAX_ACCEPTED = 128;

  private static final Logger LOG = LoggerFactory.getLogger(TcpBulkStreams.class);
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int BACKLOG = 64;
  private static final int ACCEPTED = 0;
  private static final int NO_ACCEPTOR = 1;

  private final MembershipConfig config;
  private final Function<NodeId, Optional<InetSocketAddress>> addresses;
  private final ThreadFactory threads;
  private final StreamHandshake handshake;
  private final Map<String, Consumer<BulkStream>> acceptors = new ConcurrentHashMap<>();
  private final Set<TcpBulkStream> open = ConcurrentHashMap.newKeySet();
  private final Semaphore slots = new Semaphore(MAX_ACCEPTED);
  private final OncePerSubject refusals = new OncePerSubject();
  private final ServerSocket server;

  /**
   * Listens from now on.
   *
   * @param config where to listen, and with which key
   * @param addresses where the stream port of a node is; empty if unknown
   * @param threads makes a thread per stream; virtual ones
   * @param random for the numbers of the handshake
   * @throws StreamException if the port is taken
   */
  public TcpBulkStreams(
      MembershipConfig config,
      Function<NodeId, Optional<InetSocketAddress>> addresses,
      ThreadFactory threads,
      SecureRandom random) {
    this.config = config;
    this.addresses = addresses;
    this.threads = threads;
    this.handshake = new StreamHandshake(config.key(), config.clusterName(), random);
    try {
      this.server = new ServerSocket(config.streamPort(), BACKLOG, config.bindAddress());
    } catch (IOException e) {
      throw new StreamException(
          "Cannot listen for streams at "
              + config.bindAddress().getHostAddress()
              + ":"
              + config.streamPort()
              + "; is another agent running here?",
          e);
    }
    Thread listener = threads.newThread(this::listen);
    listener.setName("ssi-stream-listener");
    listener.start();
  }

  /**
   * Where this agent's streams are accepted.
   *
   * @return address and port
   */
  public InetSocketAddress address() {
    return new InetSocketAddress(config.bindAddress(), server.getLocalPort());
  }

  @Override
  public BulkStream open(NodeId to, String purpose, Duration timeout) {
    String attempt = "Cannot open a " + purpose + " stream to node " + to;
    InetSocketAddress address =
        to.equals(config.local())
            ? address()
            : addresses
                .apply(to)
                .orElseThrow(() -> new StreamException(attempt + ": its address is not known"));
    Socket socket = new Socket();
    try {
      int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
      socket.connect(address, millis);
      prepare(socket, millis);
      StreamHandshake.Agreed agreed =
          handshake.open(
              socket.getInputStream(), socket.getOutputStream(), config.local(), to, purpose);
      TcpBulkStream stream = stream(to, socket, agreed.toAcceptor(), agreed.toOpener());
      String refusal = readStatus(stream.input());
      if (!refusal.isEmpty()) {
        throw new StreamHandshake.RefusedException(refusal);
      }
      socket.setSoTimeout(0);
      return stream;
    } catch (IOException e) {
      closeQuietly(socket);
      throw new StreamException(attempt + " at " + address + ": " + reason(e), e);
    }
  }

  @Override
  public void accept(String purpose, Consumer<BulkStream> acceptor) {
    if (acceptors.putIfAbsent(purpose, acceptor) != null) {
      throw new IllegalStateException("There is an acceptor for " + purpose + " already");
    }
  }

  /**
   * Breaks all streams with a node whose agent is not in the group any more: a connection to a
   * machine that is gone would otherwise stay silent for long.
   *
   * @param node the node
   */
  public void nodeGone(NodeId node) {
    for (TcpBulkStream stream : open) {
      if (stream.peer().equals(node)) {
        stream.close();
      }
    }
  }

  /** Breaks all streams and listens no longer. Idempotent. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("The stream port was not closed", e);
    }
    open.forEach(TcpBulkStream::close);
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        slots.acquire();
        Socket socket = server.accept();
        Thread thread = threads.newThread(() -> serve(socket));
        thread.setName("ssi-stream-" + socket.getRemoteSocketAddress());
        thread.start();
      } catch (IOException e) {
        slots.release();
        if (!server.isClosed()) {
          LOG.warn("A stream was not accepted", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      prepare(socket, HANDSHAKE_MILLIS);
      StreamHandshake.Agreed agreed =
          handshake.accept(socket.getInputStream(), socket.getOutputStream(), config.local());
      TcpBulkStream stream = stream(agreed.from(), socket, agreed.toOpener(), agreed.toAcceptor());
      Consumer<BulkStream> acceptor = acceptors.get(agreed.purpose());
      stream.output().write(acceptor == null ? NO_ACCEPTOR : ACCEPTED);
      stream.output().flush();
      socket.setSoTimeout(0);
      if (acceptor != null) {
        serve(stream, agreed.purpose(), acceptor);
      }
    } catch (StreamHandshake.RefusedException e) {
      String peer = socket.getInetAddress().getHostAddress();
      if (refusals.first(peer)) {
        LOG.warn("A stream from {} was refused: {}", peer, e.getMessage());
      }
    } catch (IOException e) {
      LOG.debug("A stream from {} failed", socket.getRemoteSocketAddress(), e);
    } finally {
      slots.release();
    }
  }

  private static void serve(TcpBulkStream stream, String purpose, Consumer<BulkStream> acceptor) {
    try (stream) {
      acceptor.accept(stream);
    } catch (RuntimeException e) {
      LOG.warn("The {} stream of node {} failed", purpose, stream.peer(), e);
    }
  }

  private TcpBulkStream stream(NodeId peer, Socket socket, byte[] sendKey, byte[] receiveKey)
      throws IOException {
    TcpBulkStream stream = new TcpBulkStream(peer, socket, sendKey, receiveKey, open::remove);
    open.add(stream);
    return stream;
  }

  private static void prepare(Socket socket, int millis) throws SocketException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setSoTimeout(millis);
  }

  private static String readStatus(InputStream in) throws IOException {
    int status = in.read();
    return switch (status) {
      case ACCEPTED -> "";
      case NO_ACCEPTOR -> "it has no such acceptor";
      default -> "it answered with status " + status;
    };
  }

  private static String reason(IOException e) {
    if (e instanceof EOFException) {
      return "it broke off the handshake, its log says why";
    }
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A failed connection was not closed", e);
    }
  }
}
