package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BulkSocketIT {
  private static final int BUFFER = 64 * 1024;

  @Test
  void moreThanTheSocketHoldsArrivesWhole() throws Exception {
    byte[] sent = new byte[3_000_001];
    new Random(5).nextBytes(sent);
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM)) {
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(() -> readAll(pair.second()), BulkSocketIT::start);

      try (BulkSocket socket = new BulkSocket(pair.first(), BUFFER)) {
        socket.write(sent, 0, 7);
        socket.write(sent, 7, sent.length - 7);
      }
      pair.first().shutdownOutput();

      assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
    }
  }

  @Test
  void aShutdownEndsTheWaitForData() throws Exception {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM)) {
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(() -> readAll(pair.second()), BulkSocketIT::start);

      pair.second().shutdown();

      assertThat(received.get(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void nobodyReadsWhatIsWrittenAfterTheOtherEndClosed() {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
        BulkSocket socket = new BulkSocket(pair.first(), BUFFER)) {
      pair.second().close();

      assertThatExceptionOfType(SystemCallException.class)
          .isThrownBy(() -> socket.write(new byte[10], 0, 10))
          .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
    }
  }

  private static byte[] readAll(UnixSocket end) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[2 * BUFFER];
    try (BulkSocket socket = new BulkSocket(end, BUFFER)) {
      for (int n = socket.read(buffer); n > 0; n = socket.read(buffer)) {
        all.write(buffer, 0, n);
      }
    }
    return all.toByteArray();
  }

  private static void start(Runnable task) {
    Thread.ofPlatform().start(task);
  }
}
