package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketIT {
  private static final Duration SHORT = Duration.ofMillis(20);

  @TempDir Path directory;

  @Test
  void messagesKeepTheirBoundaries() {
    try (var pair = UnixSocket.pair(SocketType.SEQPACKET)) {
      pair.first().send(bytes("one"));
      pair.first().send(bytes("two two"));

      assertThat(text(pair.second())).isEqualTo("one");
      assertThat(text(pair.second())).isEqualTo("two two");
    }
  }

  @Test
  void descriptorsArriveInOrderAndWork() {
    try (var pair = UnixSocket.pair(SocketType.SEQPACKET);
        Pipe first = Pipe.open();
        Pipe second = Pipe.open()) {
      pair.first().send(bytes("x"), first.writer(), second.writer());

      try (ReceivedMessage message = pair.second().receive(10).orElseThrow()) {
        message.descriptors().get(0).write(bytes("to the first"));
        message.descriptors().get(1).write(bytes("2"));
        assertThat(message.descriptors()).hasSize(2);
      }

      assertThat(first.reader().read(new byte[100])).isEqualTo(12);
      assertThat(second.reader().read(new byte[100])).isEqualTo(1);
    }
  }

  @Test
  void receivedDescriptorsAreCloseOnExec() throws Exception {
    try (var pair = UnixSocket.pair(SocketType.STREAM);
        Pipe pipe = Pipe.open()) {
      pair.first().send(bytes("x"), pipe.reader());

      try (ReceivedMessage message = pair.second().receive(10).orElseThrow()) {
        int number = message.descriptors().getFirst().number();
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + number));
        assertThat(
                Integer.parseInt(info.lines().toList().get(1).split("\\s+", -1)[1], 8) & 02000000)
            .isNotZero();
      }
    }
  }

  @Test
  void aMessageThatDoesNotFitIsAnErrorAndLeaksNothing() throws Exception {
    try (var pair = UnixSocket.pair(SocketType.SEQPACKET);
        Pipe pipe = Pipe.open()) {
      pair.first().send(bytes("too long"), pipe.reader());
      long before = openDescriptors();

      assertThatThrownBy(() -> pair.second().receive(3)).hasMessageContaining("EMSGSIZE");

      assertThat(openDescriptors()).isEqualTo(before);
    }
  }

  @Test
  void theEndOfThePeerIsAnAnswer() {
    try (var pair = UnixSocket.pair(SocketType.SEQPACKET)) {
      pair.first().send(bytes("last"));
      pair.first().close();

      assertThat(text(pair.second())).isEqualTo("last");
      assertThat(pair.second().receive(10)).isEmpty();
      assertThatThrownBy(() -> pair.second().send(bytes("x"))).hasMessageContaining("EPIPE");
    }
  }

  @Test
  void nothingInTimeIsATimeout() {
    try (var pair = UnixSocket.pair(SocketType.SEQPACKET)) {
      assertThatThrownBy(() -> pair.second().receive(10, SHORT)).hasMessageContaining("ETIMEDOUT");
    }
  }

  @Test
  void aStreamTakesMoreThanItsBuffer() throws Exception {
    byte[] sent = new byte[5_000_000];
    new Random(9).nextBytes(sent);
    try (var pair = UnixSocket.pair(SocketType.STREAM)) {
      var sending =
          CompletableFuture.runAsync(
              () -> {
                pair.first().send(sent);
                pair.first().shutdownOutput();
              },
              Thread::startVirtualThread);

      assertThat(pair.second().descriptor().inputStream().readAllBytes()).isEqualTo(sent);
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aListenerAcceptsAndKnowsWhoConnected() {
    Path path = directory.resolve("s");
    try (UnixListener listener = UnixListener.listen(path, SocketType.SEQPACKET, 5);
        UnixSocket client = UnixSocket.connect(path, SocketType.SEQPACKET);
        UnixSocket served = listener.accept()) {
      client.send(bytes("hi"));

      assertThat(text(served)).isEqualTo("hi");
      PeerCredentials peer = served.peerCredentials();
      assertThat((long) peer.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(peer.uid()).isEqualTo(ids("Uid").getFirst());
      assertThat(peer.gid()).isEqualTo(ids("Gid").getFirst());
      assertThat(peer.groups()).containsExactlyInAnyOrderElementsOf(ids("Groups"));
      assertThat(listener.accept(SHORT)).isEmpty();
    }
  }

  @Test
  void connectingToNobodySaysSo() {
    Path path = directory.resolve("gone");
    UnixListener.listen(path, SocketType.STREAM, 5).close();

    assertThatThrownBy(() -> UnixSocket.connect(path, SocketType.STREAM))
        .hasMessageContaining("ECONNREFUSED");
    assertThatThrownBy(() -> UnixSocket.connect(directory.resolve("no"), SocketType.STREAM))
        .hasMessageContaining("ENOENT");
    assertThatThrownBy(() -> UnixListener.listen(path, SocketType.STREAM, 5))
        .hasMessageContaining("EADDRINUSE");
    Path tooLong = Path.of("/tmp/" + String.join("", Collections.nCopies(110, "x")));
    assertThatThrownBy(() -> UnixSocket.connect(tooLong, SocketType.STREAM))
        .hasMessageContaining("107");
  }

  @Test
  void closingAListenerEndsItsAccept() {
    UnixListener listener = UnixListener.listen(directory.resolve("c"), SocketType.STREAM, 5);
    var accepting = CompletableFuture.supplyAsync(listener::accept, Thread::startVirtualThread);

    listener.close();

    assertThatThrownBy(() -> accepting.get(10, TimeUnit.SECONDS)).hasMessageContaining("EBADF");
  }

  private static long openDescriptors() throws Exception {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static List<Integer> ids(String field) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).strip())
          .filter(rest -> !rest.isEmpty())
          .flatMap(rest -> List.of(rest.split("\\s+", -1)).stream())
          .map(Integer::valueOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(UnixSocket socket) {
    return new String(socket.receive(100).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }
}
