package io.ssi.pid.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ResourceLimit;
import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Applications;
import io.ssi.pid.Caller;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.Owner;
import io.ssi.pid.Rows;
import io.ssi.pid.UnknownSchemaException;
import io.ssi.pid.message.AwaitReply;
import io.ssi.pid.message.AwaitRequest;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.Recipients;
import io.ssi.pid.message.SignalRequest;
import io.ssi.pid.message.StartReply;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.message.TableReply;
import io.ssi.pid.message.TableRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageWireTest {
  private static final NodeId NODE = new NodeId(3);
  private static final StartRequest START =
      new StartRequest(
          "token",
          "name",
          new Owner(1000, 1001, "ada"),
          List.of(4, 24),
          List.of("sh", "-c", ""),
          List.of("PATH=/bin", "X="),
          "/home/ada",
          027,
          -5,
          List.of(
              new ResourceLimit(ResourceLimit.Resource.NOFILE, 1024, ResourceLimit.UNLIMITED),
              new ResourceLimit(ResourceLimit.Resource.CORE, 0, 0)),
          Optional.of(new ApplicationId(17)));

  @Test
  void keepsRequestsForProcesses() {
    TableRequest request =
        new TableRequest(
            ProcessScope.ALL, Set.of(new ContainerNumber(17), new ContainerNumber(2)), true, 4711);

    assertThat(TableWire.request(TableWire.encode(request))).isEqualTo(request);
  }

  @Test
  void keepsRows() {
    List<ProcessRow> rows = List.of(Rows.ofNode(3, 1, "init"), Rows.contained(3, 99, 3, "work"));

    assertThat(TableWire.reply(TableWire.encode(NODE, rows, 10_000)).rows()).isEqualTo(rows);
  }

  @Test
  void rowsThatDoNotFitAreToldInLaterPages() {
    List<ProcessRow> rows = new ArrayList<>();
    for (int pid = 1; pid <= 100; pid++) {
      rows.add(Rows.ofNode(3, pid, "x".repeat(pid * 10)));
    }

    List<ProcessRow> told = new ArrayList<>();
    int after = 0;
    int pages = 0;
    while (true) {
      int from = after;
      List<ProcessRow> rest = rows.stream().filter(row -> row.pid() > from).toList();
      byte[] page = TableWire.encode(NODE, rest, 5_000);
      TableReply reply = TableWire.reply(page);
      assertThat(page).hasSizeLessThan(5_000);
      told.addAll(reply.rows());
      pages++;
      if (reply.continueAfter().isEmpty()) {
        break;
      }
      after = reply.continueAfter().getAsInt();
    }

    assertThat(told).isEqualTo(rows);
    assertThat(pages).isGreaterThan(5);
  }

  @Test
  void aRowThatIsLargerThanAPageIsToldAllTheSame() {
    List<ProcessRow> rows = List.of(Rows.ofNode(3, 1, "x".repeat(9000)));

    assertThat(TableWire.reply(TableWire.encode(NODE, rows, 5_000)).rows()).isEqualTo(rows);
  }

  @Test
  void keepsStartsAndWhatBecameOfThem() {
    StartReply started = new StartReply.Started(Applications.travelled());
    StartReply refused = new StartReply.Refused(127, "not found");

    assertThat(RouteWire.startRequest(RouteWire.encode(START))).isEqualTo(START);
    assertThat(RouteWire.startReply(RouteWire.encode(started))).isEqualTo(started);
    assertThat(RouteWire.startReply(RouteWire.encode(refused))).isEqualTo(refused);
  }

  @Test
  void keepsSignals() {
    for (Recipients recipients :
        List.of(
            new Recipients.Everyone(new ApplicationId(17)),
            new Recipients.Group(GlobalPid.parse("17.3")),
            new Recipients.One(GlobalPid.parse("17.3")),
            new Recipients.One(GlobalPid.ofNode(new NodeId(255), 9)))) {
      SignalRequest request = new SignalRequest(recipients, 15, new Caller(1000));

      assertThat(RouteWire.signalRequest(RouteWire.encode(request))).isEqualTo(request);
    }
  }

  @Test
  void keepsWaitsAndTheirResults() {
    AwaitRequest request = new AwaitRequest(GlobalPid.parse("17.9"), Duration.ofMillis(1500));

    assertThat(RouteWire.awaitRequest(RouteWire.encode(request))).isEqualTo(request);
    for (AwaitReply reply :
        List.of(
            new AwaitReply.Running(),
            new AwaitReply.NotHere(),
            new AwaitReply.Ended(Optional.empty()),
            new AwaitReply.Ended(Optional.of(WaitStatus.exited(0))),
            new AwaitReply.Ended(Optional.of(WaitStatus.killed(Signal.KILL))))) {
      assertThat(RouteWire.awaitReply(RouteWire.encode(reply))).isEqualTo(reply);
    }
  }

  @Test
  void keepsPiecesOfLogs() {
    LogRequest request =
        new LogRequest(new ApplicationId(17), 2, 5_000_000_000L, 4096, Duration.ofSeconds(2));
    LogPiece piece = new LogPiece(true, new byte[] {1, 2, 3}, true, 5_000_000_003L);

    LogPiece read = LogWire.piece(LogWire.encode(piece));

    assertThat(LogWire.request(LogWire.encode(request))).isEqualTo(request);
    assertThat(read.data()).containsExactly(1, 2, 3);
    assertThat(read.size()).isEqualTo(5_000_000_003L);
    assertThat(read.completes(5_000_000_000L)).isTrue();
    assertThat(LogWire.piece(LogWire.encode(LogPiece.ABSENT)).found()).isFalse();
  }

  @Test
  void refusesBytesOfAnotherVersion() {
    byte[] bytes = RouteWire.encode(START);
    bytes[1] = 9;

    assertThatThrownBy(() -> RouteWire.startRequest(bytes))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("schema 9");
    assertThatThrownBy(() -> TableWire.reply(new byte[0]))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void damagedBytesAreNeverAnotherExceptionThanTheOnePromised() {
    byte[] good = TableWire.encode(NODE, List.of(Rows.contained(3, 99, 3, "work")), 10_000);
    SeededRuns.repeat(
        2_000,
        random -> {
          byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
          if (bad.length > 0) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
          }
          try {
            assertThat(TableWire.reply(bad)).isNotNull();
          } catch (UnknownSchemaException expected) {
            assertThat(expected).hasMessageStartingWith("Reading a list of processes failed");
          }
        });
  }

  @Test
  void refusesRequestsThatNoKernelWouldTake() {
    Owner ada = START.owner();
    assertThatThrownBy(() ->
            new StartRequest("t", "", ada, List.of(), List.of(), List.of(), "/", 022, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new StartRequest(
                "t", "", ada, List.of(), List.of("x"), List.of("novalue"), "/", 022, 0, List.of()))
        .hasMessageContaining("NAME=VALUE");
    assertThatThrownBy(() ->
            new StartRequest(
                "t", "", ada, List.of(), List.of("x"), List.of(), "home", 022, 0, List.of()))
        .hasMessageContaining("absolute");
    assertThatThrownBy(() ->
            new StartRequest(
                "t", "", ada, List.of(), List.of("a\0b"), List.of(), "/", 022, 0, List.of()))
        .hasMessageContaining("NUL");
  }
}
