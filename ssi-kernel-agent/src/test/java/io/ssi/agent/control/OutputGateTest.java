package io.ssi.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutputGateTest {
  private final Pipe pipe = Pipe.open();
  private final OutputGate gate = new OutputGate(pipe.writer());

  @AfterEach
  void close() {
    pipe.close();
  }

  private CompletableFuture<Void> writing(int bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            gate.write(new byte[bytes]);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        runnable -> Thread.ofPlatform().daemon().start(runnable));
  }

  @Test
  void holdsOutputBackUntilItIsReleased() throws Exception {
    gate.hold();
    CompletableFuture<Void> written = writing(3);
    assertThat(pipe.reader().awaitReadable(Duration.ofMillis(100))).isFalse();

    gate.release();

    written.get(10, TimeUnit.SECONDS);
    assertThat(pipe.reader().read(new byte[10])).isEqualTo(3);
  }

  @Test
  void onARawTerminalEachLineBeginsAtTheLeft() throws Exception {
    gate.write("cooked\n".getBytes(StandardCharsets.UTF_8));
    gate.raw();
    gate.write("ssi: one\nssi: two\n".getBytes(StandardCharsets.UTF_8));

    byte[] read = new byte[100];
    int length = pipe.reader().read(read);
    assertThat(new String(read, 0, length, StandardCharsets.UTF_8))
        .isEqualTo("cooked\nssi: one\r\nssi: two\r\n");
  }

  @Test
  void anAbandonedStreamIsOneThatNobodyReads() {
    CompletableFuture<Void> blocked = writing(1 << 20);
    assertThat(pipe.reader().awaitReadable(Duration.ofSeconds(10))).isTrue();

    gate.abandonIfBlocked();

    assertThatThrownBy(() -> blocked.get(10, TimeUnit.SECONDS))
        .rootCause()
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
    assertThatThrownBy(() -> gate.write(1)).hasCauseInstanceOf(SystemCallException.class);
  }

  @Test
  void aStreamThatIsOnlyBeingWrittenToIsNotAbandoned() throws Exception {
    CompletableFuture<Void> written = writing(1 << 20);
    assertThat(pipe.reader().awaitReadable(Duration.ofSeconds(10))).isTrue();
    Thread reader = Thread.ofPlatform().daemon().start(this::readOneMebibyte);

    gate.abandonIfBlocked();

    written.get(10, TimeUnit.SECONDS);
    reader.join();
    gate.write(1);
    assertThat(pipe.reader().read(new byte[10])).isEqualTo(1);
  }

  private void readOneMebibyte() {
    byte[] bytes = new byte[1 << 16];
    for (int left = 1 << 20; left > 0; ) {
      left -= pipe.reader().read(bytes, 0, Math.min(left, bytes.length));
    }
  }

  @Test
  void aStreamThatIsHeldBackCanBeAbandoned() {
    gate.hold();
    CompletableFuture<Void> held = writing(3);

    gate.abandon();

    assertThatThrownBy(() -> held.get(10, TimeUnit.SECONDS)).rootCause().isNotNull();
  }

  @Test
  void anIdleStreamIsNotAbandoned() throws Exception {
    gate.abandonIfBlocked();

    gate.write(1);

    assertThat(pipe.reader().read(new byte[10])).isEqualTo(1);
  }
}
