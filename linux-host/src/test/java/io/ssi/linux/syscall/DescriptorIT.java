package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DescriptorIT {
  private static final Executor VIRTUAL = Thread::startVirtualThread;

  @TempDir Path directory;

  @Test
  void bytesGoThroughAPipeUntilTheWriterCloses() {
    Pipe pipe = Pipe.open();
    byte[] buffer = new byte[16];

    pipe.writer().write("hello".getBytes(StandardCharsets.UTF_8));
    pipe.writer().close();

    assertThat(pipe.reader().read(buffer)).isEqualTo(5);
    assertThat(new String(buffer, 0, 5, StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(pipe.reader().read(buffer)).isEqualTo(-1);
    pipe.close();
  }

  @Test
  void moreThanThePipeHoldsArrivesWholeFromVirtualThreads() throws Exception {
    byte[] sent = new byte[3_000_000];
    new Random(7).nextBytes(sent);
    try (Pipe pipe = Pipe.open()) {
      var writing =
          CompletableFuture.runAsync(
              () -> {
                pipe.writer().write(sent);
                pipe.writer().close();
              },
              VIRTUAL);

      byte[] received = pipe.reader().inputStream().readAllBytes();

      assertThat(received).isEqualTo(sent);
      writing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void someIsWrittenWithoutWaitingForRoomForAll() {
    byte[] sent = new byte[300_000];
    new Random(8).nextBytes(sent);
    try (Pipe pipe = Pipe.open()) {
      int capacity = PipeEnd.capacity(pipe.writer());
      int written = 0;
      while (written < capacity) {
        written += pipe.writer().writeSome(sent, written, sent.length - written);
      }

      assertThat(written).isEqualTo(capacity);
      assertThat(PipeEnd.content(pipe.reader())).isEqualTo(Arrays.copyOf(sent, capacity));
    }
  }

  @Test
  void waitingPinsNoCarrierThread() throws Exception {
    List<Pipe> pipes = new ArrayList<>();
    List<CompletableFuture<Integer>> reads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Pipe pipe = Pipe.open();
      pipes.add(pipe);
      reads.add(CompletableFuture.supplyAsync(() -> pipe.reader().read(new byte[1]), VIRTUAL));
    }

    var other = CompletableFuture.supplyAsync(() -> "ran", VIRTUAL);

    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
    pipes.forEach(pipe -> pipe.writer().write(new byte[] {1}));
    for (CompletableFuture<Integer> read : reads) {
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    pipes.forEach(Pipe::close);
  }

  @Test
  void closeEndsAReadThatWaits() {
    for (int round = 0; round < 50; round++) {
      Pipe pipe = Pipe.open();
      var read = CompletableFuture.supplyAsync(() -> pipe.reader().read(new byte[1]), VIRTUAL);
      if (round % 2 == 0) {
        // Lets the reader get as far as waiting; the odd rounds race with it.
        assertThat(pipe.reader().awaitReadable(Duration.ofMillis(2))).isFalse();
      }

      pipe.reader().close();

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .cause()
          .asInstanceOf(type(SystemCallException.class))
          .extracting(SystemCallException::errno)
          .isEqualTo(Errno.EBADF);
      assertThat(Descriptor.isOpenNumber(pipe.reader().number())).isFalse();
      pipe.close();
    }
  }

  @Test
  void interruptEndsAReadThatWaitsAndLeavesTheFlag() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      var outcome = new CompletableFuture<String>();
      Thread reader =
          Thread.startVirtualThread(() -> {
            try {
              pipe.reader().read(new byte[1]);
            } catch (SystemCallException e) {
              outcome.complete(e.errno() + " " + Thread.currentThread().isInterrupted());
            }
          });

      reader.interrupt();

      assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("EINTR true");
    }
  }

  @Test
  void awaitReadableSaysWhenTimeIsOver() {
    try (Pipe pipe = Pipe.open()) {
      assertThat(pipe.reader().awaitReadable(Duration.ofMillis(20))).isFalse();
      pipe.writer().write(new byte[1]);
      assertThat(pipe.reader().awaitReadable(Duration.ofMillis(20))).isTrue();
    }
  }

  @Test
  void writingWithoutAReaderIsEpipe() {
    try (Pipe pipe = Pipe.open()) {
      pipe.reader().close();

      assertThatThrownBy(() -> pipe.writer().write(new byte[1]))
          .asInstanceOf(type(SystemCallException.class))
          .extracting(SystemCallException::errno)
          .isEqualTo(Errno.EPIPE);
    }
  }

  @Test
  void filesAreMadeWrittenSyncedAndReadBack() throws Exception {
    Path file = directory.resolve("file");
    byte[] content = new byte[1_000_000];
    new Random(8).nextBytes(content);

    try (Descriptor out = Descriptor.open(file, OpenFlag.WRITE, OpenFlag.CREATE);
        Descriptor parent = Descriptor.open(directory, OpenFlag.DIRECTORY)) {
      out.write(content);
      out.sync();
      parent.sync();
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    try (Descriptor in = Descriptor.open(file)) {
      assertThat(in.inputStream().readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void openingWhatIsNotThereNamesThePath() {
    assertThatThrownBy(() -> Descriptor.open(directory.resolve("absent")))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("ENOENT");
  }

  @Test
  void aDuplicateLivesOnItsOwn() {
    try (Pipe pipe = Pipe.open();
        Descriptor copy = pipe.writer().duplicate()) {
      pipe.writer().close();
      pipe.writer().close();

      copy.write(new byte[] {5});

      assertThat(pipe.reader().read(new byte[4])).isEqualTo(1);
      assertThatThrownBy(pipe.writer()::duplicate).hasMessageContaining("EBADF");
    }
  }

  @Test
  void onlyOneHoldsALock() {
    AdvisoryLock first = AdvisoryLock.tryLock(directory).orElseThrow();

    assertThat(AdvisoryLock.tryLock(directory)).isEmpty();

    first.close();
    AdvisoryLock.tryLock(directory).orElseThrow().close();
  }
}
