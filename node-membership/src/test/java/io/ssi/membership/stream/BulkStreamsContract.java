package io.ssi.membership.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What all {@link BulkStreams} promise; nodes 1 and 2 are there, 9 is not. */
public abstract class BulkStreamsContract {
  protected static final NodeId ONE = new NodeId(1);
  protected static final NodeId TWO = new NodeId(2);
  protected static final NodeId ABSENT = new NodeId(9);
  protected static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The streams of node 1 or 2. */
  protected abstract BulkStreams streams(NodeId node);

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private void acceptEcho() {
    streams(TWO)
        .accept(
            "echo",
            stream -> {
              try {
                byte[] all = stream.input().readAllBytes();
                stream.output().write(all);
                stream.output().close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Test
  void whatIsSentArrivesAndTheOtherDirectionStaysOpenAfterTheEnd() throws IOException {
    acceptEcho();
    byte[] sent = random(3_000_001);

    try (BulkStream stream = streams(ONE).open(TWO, "echo", TIMEOUT)) {
      stream.output().write(sent, 0, 1);
      stream.output().write(sent, 1, 999);
      stream.output().flush();
      stream.output().write(sent, 1000, sent.length - 1000);
      stream.output().close();

      assertThat(stream.peer()).isEqualTo(TWO);
      assertThat(stream.input().readAllBytes()).isEqualTo(sent);
      assertThat(stream.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void anEmptyStreamHasAnEnd() throws IOException {
    acceptEcho();

    try (BulkStream stream = streams(ONE).open(TWO, "echo", TIMEOUT)) {
      stream.output().close();
      stream.output().close();

      assertThat(stream.input().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aStreamToOneselfWorks() throws IOException {
    CompletableFuture<NodeId> from = new CompletableFuture<>();
    streams(ONE).accept("self", stream -> from.complete(stream.peer()));

    streams(ONE).open(ONE, "self", TIMEOUT).close();

    assertThat(from.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(ONE);
  }

  @Test
  void aBrokenStreamIsAnErrorAndNeverAnEarlyEnd() throws IOException {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(1);
    streams(TWO)
        .accept(
            "sink",
            stream -> {
              try {
                stream.input().readNBytes(4);
                started.countDown();
                stream.input().readAllBytes();
                seen.complete(new AssertionError("an end was seen"));
              } catch (IOException e) {
                seen.complete(e);
              }
            });
    BulkStream stream = streams(ONE).open(TWO, "sink", TIMEOUT);
    stream.output().write("half".getBytes(StandardCharsets.US_ASCII));
    stream.output().flush();
    assertThat(await(started)).isTrue();

    stream.close();
    stream.close();

    assertThat(seen.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(IOException.class);
  }

  @Test
  void aWriterWaitsForAReaderThatIsSlow() throws IOException, InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    AtomicLong received = new AtomicLong();
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    streams(TWO)
        .accept(
            "slow",
            stream -> {
              try {
                await(read);
                received.set(stream.input().readAllBytes().length);
                done.complete(true);
              } catch (IOException e) {
                done.completeExceptionally(e);
              }
            });
    int size = 48 * 1024 * 1024;
    try (BulkStream stream = streams(ONE).open(TWO, "slow", TIMEOUT)) {
      CountDownLatch written = new CountDownLatch(1);
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  stream.output().write(new byte[size]);
                  stream.output().close();
                  written.countDown();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThat(written.await(300, TimeUnit.MILLISECONDS)).isFalse();
      read.countDown();

      assertThat(done.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
      assertThat(received.get()).isEqualTo(size);
      assertThat(writer.join(TIMEOUT)).isTrue();
    }
  }

  @Test
  void aPurposeWithoutAcceptorIsRefused() {
    assertThatThrownBy(() -> streams(ONE).open(TWO, "nothing", TIMEOUT))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("nothing stream to node 2")
        .hasMessageContaining("no such acceptor");
  }

  @Test
  void anAbsentNodeIsAnError() {
    assertThatThrownBy(() -> streams(ONE).open(ABSENT, "echo", TIMEOUT))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("node 9");
  }

  @Test
  void writingAfterTheEndIsAnError() throws IOException {
    acceptEcho();
    try (BulkStream stream = streams(ONE).open(TWO, "echo", TIMEOUT)) {
      stream.output().close();

      assertThatThrownBy(() -> stream.output().write(1)).isInstanceOf(IOException.class);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
