package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeState;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.testing.FakeProcesses.Sent;
import io.ssi.tools.top.model.Looks;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void cluster() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "joined");
    person.cluster.nodes.node(2, NodeState.ONLINE, "joined");
    person.cluster.processes.sources.add(
        new Source("node1", Duration.ofMillis(40), Optional.empty()));
    person.cluster.processes.sources.add(
        new Source("node2", Duration.ofMillis(60), Optional.empty()));
    person.cluster.processes.rows.add(
        Looks.process(17, "node2", Duration.ofSeconds(65), "sleep 1000"));
    person.cluster.processes.rows.add(Looks.process(18, "node1", Duration.ZERO, "make"));
    person.terminal = new Terminal(true, true, true, 24, 80);
    person.environment.put("TERM", "xterm");
    person.console.takesAll = true;
  }

  /** Types the verb, which goes on by itself until it is told to end. */
  private CompletableFuture<ExitStatus> begin(String line) {
    CompletableFuture<ExitStatus> running = CompletableFuture.supplyAsync(() -> person.type(line));
    await().until(() -> running.isDone() || shown().contains("COMMAND"));
    return running;
  }

  private String shown() {
    return person.console.sent.stream()
        .filter(RunMessage.Data.class::isInstance)
        .map(RunMessage.Data.class::cast)
        .map(data -> new String(data.bytes(), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private void press(String keys) {
    person
        .console
        .listener
        .orElseThrow()
        .said(new RunMessage.Data(RunStream.INPUT, keys.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void writesPlainTextWithoutATerminal() {
    person.terminal = Terminal.NONE;

    assertThat(person.type("top -b -n 1 --sort pid")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            """
            ssi top - lab 05:06:07, nodes: 2 online, load 0.50
            tasks  2, 0 running, 2 sleeping, 0 stopped, 0 zombie; 2 applications
            total  cpu  25.0 %  mem  33.3 %   1.0G of 3.0G   of 4 processors
              node1 online   cpu  25.0 %  mem  33.3 %   512M of 1.5G   load 0.25
              node2 online   cpu  25.0 %  mem  33.3 %   512M of 1.5G   load 0.25

                  GPID USER NODE  S  %CPU %MEM   RES    TIME+   APP COMMAND
                557059 ada  node2 S   1.3  0.5  3.0M  1:05.00    17 sleep 1000
                589827 ada  node1 S   1.3  0.5  3.0M  0:00.00    18 make
            """);
    assertThat(person.err()).isEmpty();
  }

  @Test
  void looksAgainAfterTheInterval() {
    person.terminal = Terminal.NONE;

    person.type("top -b -n 2 -d 0.2 -w node2");

    assertThat(person.out().split("COMMAND", -1)).hasSize(3);
    assertThat(person.out()).contains("sleep 1000").doesNotContain("make").doesNotContain("node1");
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("top --json -n 1 -w node2");

    assertThat(person.out())
        .isEqualTo(
            "{\"samples\":[{\"time\":\"2026-03-04T05:06:07Z\",\"cluster\":\"lab\",\"quorum\":true,"
                + "\"total\":{\"cpus\":2,\"cpu_percent\":25.0,\"memory_bytes\":1610612736,"
                + "\"memory_used_bytes\":536870912,\"load1\":0.25},"
                + "\"tasks\":{\"total\":1,\"running\":0,\"sleeping\":1,\"stopped\":0,\"zombie\":0,"
                + "\"applications\":1},"
                + "\"nodes\":[{\"name\":\"node2\",\"state\":\"online\",\"reason\":\"joined\","
                + "\"cpus\":2,\"cpu_percent\":25.0,\"memory_bytes\":1610612736,"
                + "\"memory_used_bytes\":536870912,\"load1\":0.25,\"age_ms\":60,\"error\":null}],"
                + "\"processes\":[{\"gpid\":557059,\"node\":\"node2\",\"pid\":812,"
                + "\"application\":17,\"uid\":1000,\"user\":\"ada\",\"state\":\"S\","
                + "\"cpu_percent\":1.25,\"memory_percent\":0.5,\"rss_bytes\":3145728,"
                + "\"time_ms\":65000,\"command\":\"sleep 1000\"}]}]}\n");
  }

  @Test
  void aNodeThatWasAskedForAndDoesNotAnswerMakesItPartlyDone() {
    person.terminal = Terminal.NONE;
    person.cluster.processes.sources.set(
        1, new Source("node2", Duration.ofSeconds(9), Optional.of("timed out")));

    assertThat(person.type("top -b -n 1")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).contains("  node2 no answer, shown as of 9.0s ago: timed out\n");
    assertThat(person.type("top -b -n 1 -w node2")).isEqualTo(ExitStatus.PARTLY);
  }

  @Test
  void showsAScreenAndGivesTheTerminalBack() {
    CompletableFuture<ExitStatus> running = begin("top");
    assertThat(shown()).contains("sleep 1000", "\u001b[?1049h");

    press("q");

    assertThat(running.join()).isEqualTo(ExitStatus.DONE);
    assertThat(person.console.sent).contains(new RunMessage.End(RunStream.OUTPUT));
    assertThat(new String(person.console.farewell.orElseThrow(), StandardCharsets.UTF_8))
        .contains("\u001b[?1049l");
    assertThat(person.out()).isEmpty();
    assertThat(person.err()).isEmpty();
  }

  @Test
  void keysSignalAndMigrate() {
    CompletableFuture<ExitStatus> running = begin("top --sort pid");

    press("k\r\r");
    await().until(() -> !person.cluster.processes.signals.isEmpty());
    press("m\rnode2\r");
    await().until(() -> shown().contains("moved from node1 to node2"));
    press("q");

    assertThat(running.join()).isEqualTo(ExitStatus.DONE);
    assertThat(person.cluster.processes.signals)
        .containsExactly(new Sent(AppOrPid.parse("557059"), Signal.TERM));
    assertThat(person.cluster.migrations.requests).hasSize(1);
  }

  @Test
  void aHalfKeyIsAKeyAfterAWhile() {
    CompletableFuture<ExitStatus> running = begin("top");

    press("k");
    press("\u001b");
    await()
        .until(() -> {
          // While the question stands this would be a part of the answer.
          press("q");
          return running.isDone();
        });

    assertThat(running.join()).isEqualTo(ExitStatus.DONE);
    assertThat(person.cluster.processes.signals).isEmpty();
  }

  @Test
  void asksNobodyWhileItIsStopped() {
    CompletableFuture<ExitStatus> running = begin("top -d 0.2");
    press("x");
    person.console.listener.orElseThrow().said(new RunMessage.Signalled(Signal.TSTP.number()));
    person.cluster.processes.rows.add(Looks.process(19, "node1", Duration.ZERO, "newcomer"));
    person.cluster.nanoClock.addAndGet(Duration.ofHours(1).toNanos());

    person.console.listener.orElseThrow().said(new RunMessage.Signalled(Signal.CONT.number()));

    await().until(() -> shown().contains("newcomer"));
    assertThat(shown().split("\u001b\\[\\?1049h", -1)).hasSize(3);
    press("q");
    assertThat(running.join()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void controlCLeavesInGoodOrderAndOtherSignalsAreSaid() {
    CompletableFuture<ExitStatus> running = begin("top");
    person.console.listener.orElseThrow().said(new RunMessage.Signalled(Signal.INT.number()));
    assertThat(running.join()).isEqualTo(ExitStatus.DONE);

    running = begin("top");
    person.console.listener.orElseThrow().said(new RunMessage.Signalled(Signal.TERM.number()));
    assertThat(running.join()).isEqualTo(ExitStatus.killed(Signal.TERM.number()));
  }

  @Test
  void endsWithItsAgent() {
    CompletableFuture<ExitStatus> running = begin("top");

    person.cancellation.cancel(Reason.AGENT_STOPS);

    assertThat(running.join()).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).contains("the agent is being stopped");
  }

  @Test
  void endsAfterSoManyLooks() {
    assertThat(begin("top -n 1").join()).isEqualTo(ExitStatus.DONE);
    assertThat(shown()).contains("sleep 1000");
  }

  @Test
  void saysWhatATerminalLacks() {
    person.environment.put("TERM", "dumb");
    assertThat(person.type("top")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo(
            "ssi: the terminal 'dumb' (TERM) cannot show a screen; ssi top -b writes plain text\n");
    person.environment.put("TERM", "no-such-terminal");
    assertThat(person.type("top")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).startsWith("ssi: the terminal 'no-such-terminal' (TERM) is not known");
    person.environment.put("TERM", "../../../etc/passwd");
    assertThat(person.type("top")).isEqualTo(ExitStatus.FAILED);
    person.environment.remove("TERM");
    assertThat(person.type("top")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).startsWith("ssi: TERM is not set");
    assertThat(person.console.farewell).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(person.type("top --sort beauty")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("top -d 0")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("top -n 0")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("top -w node9")).isEqualTo(ExitStatus.FAILED);
    person.terminal = new Terminal(true, false, true, 24, 80);
    assertThat(person.type("top")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err())
        .isEqualTo(
            "ssi: standard output is no terminal; use -b for plain text; see: ssi help top\n");
  }
}
