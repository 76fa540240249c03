package io.ssi.linux.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages flow from a dump to a page server through this JVM, as they flow between two agents. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class PageServerIT {
  @TempDir Path scratch;
  TestContainer source;
  TestContainer target;
  Counter counter;
  Path sent;
  Path arrived;

  @BeforeEach
  void start() throws IOException {
    source = TestContainer.start(scratch, 100);
    target = TestContainer.start(scratch, 20000);
    sent = Files.createDirectory(scratch.resolve("sent"));
    arrived = Files.createDirectory(scratch.resolve("arrived"));
    counter = Counter.at(scratch.resolve("counter"));
  }

  @AfterEach
  void end() {
    source.close();
    target.close();
  }

  @Test
  void restoresFromPagesThatFlowedThroughUs() throws Exception {
    UnixSocket.Pair dumper = UnixSocket.pair(SocketType.STREAM);
    UnixSocket.Pair server = UnixSocket.pair(SocketType.STREAM);
    ChildProcess program = counter.start(source);
    InsidePid pid = counter.pid();
    try (program;
        PageServer pages = driver(target).pageServer(arrived, server.second().descriptor())) {
      server.second().close();
      Thread forth = copy(dumper.first(), server.first());
      Thread back = copy(server.first(), dumper.first());

      HeldDump dump =
          driver(source)
              .dump(DumpRequest.of(pid, sent).withPageServer(dumper.second().descriptor()));
      dumper.second().close();
      pages.await(Duration.ofSeconds(20));
      program.pidFd().sendSignal(Signal.KILL);
      dump.finish();
      forth.join();
      back.join();

      assertThat(names(sent)).noneMatch(name -> name.startsWith("page"));
      assertThat(names(arrived)).anyMatch(name -> name.startsWith("pages-"));
      assertThat(CheckpointImages.numbers(sent)).containsExactly(pid);
      move(sent, arrived);
      long frozen = counter.read().count();
      driver(target).restore(RestoreRequest.of(arrived)).release();
      counter.awaitBeyond(frozen + 20);
      assertThat(counter.pid()).isEqualTo(pid);
    }
  }

  @Test
  void aSenderThatGoesAwayIsAnErrorOfTheServer() {
    UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
    try (PageServer pages = driver(target).pageServer(arrived, pair.second().descriptor())) {
      pair.second().close();
      pair.first().send(new byte[] {1, 2, 3});
      pair.first().close();

      assertThatExceptionOfType(CriuFailedException.class)
          .isThrownBy(() -> pages.await(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aServerThatGetsNothingIsEndedAfterTheLimit() {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
        PageServer pages = driver(target).pageServer(arrived, pair.second().descriptor())) {
      assertThatExceptionOfType(CriuTimeoutException.class)
          .isThrownBy(() -> pages.await(Duration.ofMillis(200)))
          .withMessageContaining("200 ms");
    }
  }

  private static Criu driver(TestContainer container) {
    return new Criu(container.workers(), CriuLimits.standard(), System::nanoTime);
  }

  private static Thread copy(UnixSocket from, UnixSocket to) {
    return Thread.ofVirtual()
        .start(() -> {
          Descriptor in = from.descriptor();
          byte[] buffer = new byte[1 << 16];
          for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            to.descriptor().write(buffer, 0, count);
          }
          to.shutdownOutput();
        });
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    for (String name : names(from)) {
      Files.move(from.resolve(name), to.resolve(name));
    }
  }
}
