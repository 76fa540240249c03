package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.ForegroundRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Output that its caller has not taken when the agent of the program, or the caller, is gone. That
 * the agent is killed is played by looking at what is in its files.
 */
@Timeout(60)
class LeftOutputTest {
  /** What a pipe takes that nobody has asked for more: pipe(7). */
  private static final int PIPE = 64 << 10;

  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private TestNode one;
  private TestNode two;
  private ForegroundRun run;
  private FakeKeeper keeper;
  private Descriptor out;
  private Path log;

  @BeforeEach
  void aProgramOnTheSecondNode() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    new ForegroundServer(two.host::start, two.journals, Thread.ofVirtual().factory())
        .serve(network.streams(two.id));
    run =
        new ForegroundStarter(network.streams(one.id), one.registry)
            .start(two.id, new ForegroundRequest(TestNode.request("cat"), Optional.empty(), true));
    keeper = two.keeper(run.application());
    out = keeper.programSide(StreamName.STDOUT).orElseThrow().duplicate();
    log = two.files.output(run.application().id().firstContainer());
  }

  @AfterEach
  void close() {
    run.close();
    one.close();
    two.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String text) {
    out.write(bytes(text));
  }

  private String receive() throws IOException {
    return new String(((RunMessage.Data) run.receive()).bytes(), StandardCharsets.UTF_8);
  }

  private void end() {
    out.close();
    keeper.endProgram(WaitStatus.exited(3));
  }

  private void room(int bytes) {
    run.send(new RunMessage.Room(RunStream.OUTPUT, bytes));
  }

  /** What the next agent would add to the log, if this one was killed now. */
  private String left() {
    try {
      Path copy = Files.createTempDirectory(directory, "copy");
      try (Stream<Path> files = Files.list(directory.resolve("journals2"))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      Path added = Files.createTempFile(directory, "log", "");
      new OutputJournals(copy, number -> added).recover();
      return Files.readString(added);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasNotTakenIsLeftForTheNextAgent() throws IOException {
    write("taken,");
    assertThat(receive()).isEqualTo("taken,");
    assertThat(left()).isEqualTo("taken,");
    write("sent,");
    assertThat(receive()).isEqualTo("sent,");
    room("taken,".length());

    await().untilAsserted(() -> assertThat(left()).isEqualTo("sent,"));

    run.send(new RunMessage.CallerGone());
    await().untilAsserted(() -> assertThat(log).hasContent("sent,"));
    await().untilAsserted(() -> assertThat(left()).isEmpty());
  }

  @Test
  void whatNoProcessHasAnyMoreIsLeftAsAWhole() throws IOException {
    // More than what is between the two nodes takes, and then as much as a pipe takes.
    String much = "x".repeat(PIPE + PIPE / 2);
    write(much);
    write("the last of it");
    end();

    await().untilAsserted(() -> assertThat(left()).isEqualTo(much + "the last of it"));
    int taken = 0;
    while (taken < (much + "the last of it").length()) {
      int length = receive().length();
      taken += length;
      room(length);
    }
    assertThat(run.receive()).isInstanceOf(RunMessage.End.class);
    await().untilAsserted(() -> assertThat(left()).isEmpty());
    assertThat(log).isEmptyFile();
  }

  @Test
  void theEndIsToldWhenAllWasTaken() throws IOException {
    write("last");
    end();
    assertThat(receive()).isEqualTo("last");
    run.send(new RunMessage.CallerGone());

    await().untilAsserted(() -> assertThat(log).hasContent("last"));
  }

  @Test
  void orWhenASignalSaysThatTheRestIsNotWaitedFor() throws IOException {
    write("last");
    end();
    assertThat(receive()).isEqualTo("last");
    CompletableFuture<RunMessage> next =
        CompletableFuture.supplyAsync(() -> {
          try {
            return run.receive();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    await()
        .until(() -> {
          run.send(new RunMessage.Signalled(Signal.INT.number()));
          return next.isDone();
        });

    assertThat(next.join()).isEqualTo(new RunMessage.End(RunStream.OUTPUT));
  }
}
