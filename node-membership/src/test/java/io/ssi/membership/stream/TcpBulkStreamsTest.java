package io.ssi.membership.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.ClusterKey;
import io.ssi.membership.MembershipConfig;
import io.ssi.membership.NodeId;
import io.ssi.membership.jgroups.LoopbackGroup;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpBulkStreamsTest extends BulkStreamsContract {
  private final Map<NodeId, InetSocketAddress> addresses = new HashMap<>();
  private final Map<NodeId, TcpBulkStreams> streams = new HashMap<>();
  private LoopbackGroup group;

  @BeforeEach
  void open() {
    group = new LoopbackGroup(3);
    start(group.config(1));
    start(group.config(2));
  }

  @AfterEach
  void close() {
    streams.values().forEach(TcpBulkStreams::close);
  }

  private TcpBulkStreams start(MembershipConfig config) {
    TcpBulkStreams made =
        new TcpBulkStreams(
            config,
            node -> Optional.ofNullable(addresses.get(node)),
            Thread.ofVirtual().factory(),
            new SecureRandom());
    addresses.put(config.local(), made.address());
    streams.put(config.local(), made);
    return made;
  }

  @Override
  protected BulkStreams streams(NodeId node) {
    return Objects.requireNonNull(streams.get(node));
  }

  @Test
  void aPeerWithAnotherKeyIsRefusedOnBothSides() {
    TcpBulkStreams stranger = start(group.config(3, 3, ClusterKey.generate(new SecureRandom())));
    CompletableFuture<Boolean> reached = new CompletableFuture<>();
    streams(TWO).accept("image", stream -> reached.complete(true));
    stranger.accept("image", stream -> reached.complete(true));

    assertThatThrownBy(() -> stranger.open(TWO, "image", TIMEOUT))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("another cluster key");
    assertThatThrownBy(() -> streams(ONE).open(new NodeId(3), "image", TIMEOUT))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("another cluster key");
    assertThat(reached).isNotDone();
  }

  @Test
  void aStreamMeantForAnotherNodeIsRefused() {
    addresses.put(new NodeId(3), Objects.requireNonNull(addresses.get(TWO)));

    assertThatThrownBy(() -> streams(ONE).open(new NodeId(3), "image", TIMEOUT))
        .isInstanceOf(StreamException.class);
  }

  @Test
  void everyChangedByteIsFound() throws IOException {
    for (int at = 0; at < 5; at++) {
      int skip = at * 7;
      try (FlippingRelay relay =
          new FlippingRelay(Objects.requireNonNull(addresses.get(TWO)), 41 + 32 + 64 + skip)) {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        String purpose = "p" + at;
        streams(TWO).accept(purpose, stream -> seen.complete(readAll(stream)));
        addresses.put(new NodeId(3), relay.address());
        InetSocketAddress real = Objects.requireNonNull(addresses.put(TWO, relay.address()));
        try (BulkStream stream = streams(ONE).open(TWO, purpose, TIMEOUT)) {
          stream.output().write(new byte[100]);
          stream.output().close();
          assertThat(seen.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(IOException.class);
        } catch (StreamException e) {
          // Flipped within the handshake: refused there.
          assertThat(seen).isNotDone();
        } finally {
          addresses.put(TWO, real);
        }
      }
    }
  }

  @Test
  void whatWasReadInPartIsGivenOnFromThere() throws IOException {
    byte[] sent = new byte[700_000];
    new Random(11).nextBytes(sent);
    CompletableFuture<byte[]> seen = new CompletableFuture<>();
    streams(TWO)
        .accept(
            "parts",
            stream -> {
              ByteArrayOutputStream rest = new ByteArrayOutputStream();
              try {
                rest.write(stream.input().readNBytes(5));
                long count = stream.input().transferTo(rest);
                assertThat(count).isEqualTo(sent.length - 5);
                seen.complete(rest.toByteArray());
              } catch (IOException | AssertionError e) {
                seen.completeExceptionally(e);
              }
            });

    try (BulkStream stream = streams(ONE).open(TWO, "parts", TIMEOUT)) {
      stream.output().write(sent);
      stream.output().close();
      assertThat(seen.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(sent);
    }
  }

  @Test
  void aRehearsalOpensWhatItSeals() {
    assertThatNoException().isThrownBy(new StreamRehearsal()::run);
  }

  @Test
  void aConnectionCutInTheMiddleIsATruncation() throws IOException {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    streams(TWO).accept("cut", stream -> seen.complete(readAll(stream)));
    BulkStream stream = streams(ONE).open(TWO, "cut", TIMEOUT);
    stream.output().write(new byte[1000]);
    stream.output().flush();

    stream.close();

    assertThat(seen.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(EOFException.class);
  }

  @Test
  void streamsOfANodeThatIsGoneBreak() {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    streams(TWO).accept("gone", stream -> seen.complete(readAll(stream)));
    BulkStream stream = streams(ONE).open(TWO, "gone", TIMEOUT);

    Objects.requireNonNull(streams.get(ONE)).nodeGone(TWO);

    assertThat(seen.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> stream.input().read()).isInstanceOf(IOException.class);
  }

  @Test
  void whoeverSpeaksSomethingElseIsDropped() throws IOException {
    InetSocketAddress two = Objects.requireNonNull(addresses.get(TWO));
    try (Socket socket = new Socket(two.getAddress(), two.getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      socket.setSoTimeout(5000);
      assertThat(endOf(socket.getInputStream())).isTrue();
    }
  }

  private static boolean endOf(InputStream in) {
    try {
      return in.read() == -1;
    } catch (IOException reset) {
      return true;
    }
  }

  private static Throwable readAll(BulkStream stream) {
    try {
      stream.input().readAllBytes();
      return new AssertionError("an end was seen");
    } catch (IOException e) {
      return e;
    }
  }

  /** Passes a connection on and flips one bit of what the opener sends. */
  private static final class FlippingRelay implements AutoCloseable {
    private final ServerSocket server;

    FlippingRelay(InetSocketAddress target, int flipAt) throws IOException {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> relay(target, flipAt));
    }

    InetSocketAddress address() {
      return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void relay(InetSocketAddress target, int flipAt) {
      try (Socket from = server.accept();
          Socket to = new Socket(target.getAddress(), target.getPort())) {
        Thread back = Thread.ofVirtual().start(() -> copy(to, from, -1));
        copy(from, to, flipAt);
        back.join(Duration.ofSeconds(5));
      } catch (IOException e) {
        // The test sees what comes of it.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void copy(Socket from, Socket to, int flipAt) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int position = 0;
        for (int value = in.read(); value >= 0; value = in.read()) {
          out.write(position++ == flipAt ? value ^ 1 : value);
        }
        to.shutdownOutput();
      } catch (IOException e) {
        // The test sees what comes of it.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
