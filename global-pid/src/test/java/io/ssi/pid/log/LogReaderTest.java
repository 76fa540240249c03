package io.ssi.pid.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Applications;
import io.ssi.pid.Caller;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.NotPermittedException;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.LogRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final Told told = new Told();
  private TestNode one;
  private TestNode two;
  private Application app;
  private ContainerNumber number;

  @BeforeEach
  void anApplicationOnTheFirstOfTwoNodes() throws IOException {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    app = one.host.start(TestNode.request("work"));
    number = app.id().firstContainer();
    write(one, "first\n");
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void readsOnAnyNodeWhatWasWrittenSoFar() {
    two.logs.read(app.id(), false, Caller.ROOT, told);

    assertThat(told.text()).isEqualTo("0:first\n");
  }

  @Test
  void readsAllStaysInOrderWithNeitherGapNorRepeat() throws IOException {
    leaveFirstNode();
    write(two, "second\n");

    one.logs.read(app.id(), false, Caller.ROOT, told);

    assertThat(told.text()).isEqualTo("0:first\n1:second\n");
  }

  @Test
  void namesTheSegmentOfANodeThatIsGone() throws IOException {
    arriveOnSecondNode();
    write(two, "second\n");
    network.crash(one.id);

    two.logs.read(app.id(), false, Caller.ROOT, told);

    assertThat(told.text()).startsWith("missing 0 of node 1: ").endsWith("1:second\n");
  }

  @Test
  void aSegmentThatWasFetchedSurvivesItsNode() throws IOException {
    leaveFirstNode();
    two.fetcher.fetch(app.id());
    write(two, "second\n");
    network.crash(one.id);

    two.logs.read(app.id(), false, Caller.ROOT, told);

    assertThat(told.text()).isEqualTo("0:first\n1:second\n");
  }

  @Test
  void aSegmentThatIsNotFinishedIsNotFetched() {
    arriveOnSecondNode();

    two.fetcher.fetch(app.id());

    assertThat(two.files.find(number, 0)).isEmpty();
  }

  @Test
  void readsMoreThanOnePieceOfALongLog() throws IOException {
    String line = "0123456789abcdef".repeat(64) + "\n";
    StringBuilder all = new StringBuilder("first\n");
    for (int i = 0; i < 3000; i++) {
      all.append(line);
    }
    write(one, all.substring("first\n".length()));

    two.logs.read(app.id(), false, Caller.ROOT, told);

    assertThat(all.length()).isGreaterThan(2 * LogRequest.MAX_BYTES);
    assertThat(told.bytes()).isEqualTo(all.toString());
  }

  @Test
  void followsUntilTheProgramEnds() throws Exception {
    Thread reader =
        Thread.ofVirtual().start(() -> two.logs.read(app.id(), true, Caller.ROOT, told));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.text().equals("0:first\n"));

    write(one, "more\n");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.text().endsWith("0:more\n"));
    one.keeper(app).endProgram(WaitStatus.exited(0));

    assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void followsAnApplicationThatMoves() throws Exception {
    Thread reader =
        Thread.ofVirtual().start(() -> two.logs.read(app.id(), true, Caller.ROOT, told));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.text().equals("0:first\n"));

    write(one, "last words\n");
    leaveFirstNode();
    write(two, "second\n");
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> told.bytes().equals("first\nlast words\nsecond\n"));
    one.registry.change(app.id(), old -> old.change().ended(Applications.NOON, "").done());

    assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
    assertThat(told.text()).endsWith("1:second\n");
  }

  @Test
  void anInterruptEndsTheReading() throws Exception {
    Thread reader =
        Thread.ofVirtual().start(() -> two.logs.read(app.id(), true, Caller.ROOT, told));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !told.text().isEmpty());

    reader.interrupt();

    assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void onlyRootAndTheOwnerMayRead() {
    assertThatThrownBy(() -> two.logs.read(app.id(), false, new Caller(1000), told))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("EPERM");
    assertThatThrownBy(() -> two.logs.read(new ApplicationId(9), false, Caller.ROOT, told))
        .isInstanceOf(NoSuchApplicationException.class);
  }

  private void arriveOnSecondNode() {
    two.files.open(number, app.owner(), 1);
    two.registry.change(app.id(), old -> old.change().arrivedAt(two.id, Applications.NOON).done());
  }

  private void leaveFirstNode() {
    one.host.expectDeparture(number);
    one.host.dissolve(number);
    arriveOnSecondNode();
  }

  private void write(TestNode node, String text) throws IOException {
    Files.writeString(node.files.output(number), text, StandardOpenOption.APPEND);
  }

  /** What a reader was told. */
  private static final class Told implements LogSink {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder bytes = new StringBuilder();

    @Override
    public synchronized void data(int segment, byte[] data) {
      String string = new String(data, StandardCharsets.UTF_8);
      text.append(segment).append(':').append(string);
      bytes.append(string);
    }

    @Override
    public synchronized void missing(int segment, NodeId node, String reason) {
      text.append("missing ").append(segment).append(" of node ").append(node).append(": ");
      text.append(reason).append('\n');
    }

    synchronized String text() {
      return text.toString();
    }

    synchronized String bytes() {
      return bytes.toString();
    }
  }
}
