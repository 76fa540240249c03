package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cluster live on a real terminal. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class TopIT {
  /** Takes the screen away; what xterm calls rmcup begins so. */
  private static final String FAREWELL = "\u001b[?1049l";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void keysSignalAndMigrateWhatRunsOnAnotherNode() throws IOException {
    App doomed = CLUSTER.start("node2", "sleep", "4711");
    App mover = CLUSTER.start("node2", "sleep", "4712");
    try (TypedTerminal terminal =
        TypedTerminal.start(CLUSTER, "ssi --on node1 top -d 0.5 -a --sort pid")) {
      terminal.shows("sleep 4711");
      terminal.shows("sleep 4712");

      terminal.type("k" + doomed.gpid() + "\r\r");
      assertThat(CLUSTER.ssi("wait", doomed.id()).status()).isEqualTo(128 + 15);
      terminal.shows("sent SIGTERM to process " + doomed.gpid());

      terminal.type("m" + mover.id() + "\rnode1\r");
      terminal.shows("application " + mover.id() + " moved from node2 to node1");
      mover.runsOn("node1");

      terminal.type("q");
      assertThat(terminal.end()).isZero();
      assertThat(terminal.shown()).contains(FAREWELL);
    } finally {
      mover.kill();
    }
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamedAndKeysGoOnWorking() throws IOException {
    App app = CLUSTER.start("node2", "sleep", "4713");
    try (TypedTerminal terminal = TypedTerminal.start(CLUSTER, "ssi --on node1 top -d 0.5 -a")) {
      terminal.shows("sleep 4713");
      CLUSTER.embedded().freezeAgent("node2");
      try {
        terminal.shows("node2 no answer");
        terminal.type("?");
        terminal.shows("Keys of ssi top");
        terminal.type("q");
        assertThat(terminal.end()).isZero();
      } finally {
        CLUSTER.embedded().thawAgent("node2");
      }
    } finally {
      app.kill();
    }
  }

  @Test
  void theTerminalIsGivenBackByControlCAndWhenTheAgentDies() throws IOException {
    try (TypedTerminal terminal = TypedTerminal.start(CLUSTER, "ssi --on node1 top")) {
      terminal.shows("COMMAND");
      terminal.type("\u0003");
      assertThat(terminal.end()).isZero();
      assertThat(terminal.shown()).contains(FAREWELL);
    }
    try (Cluster other = Cluster.of(1, 0).start();
        TypedTerminal terminal = TypedTerminal.start(other, "ssi top")) {
      terminal.shows("COMMAND");
      other.embedded().killAgent("node1");
      assertThat(terminal.end()).isEqualTo(1);
      assertThat(terminal.shown().substring(terminal.shown().indexOf(FAREWELL)))
          .contains("the agent of node1 ended, and with it 'top'");
    }
  }

  @Test
  void withoutATerminalPlainTextIsWritten() {
    App app = CLUSTER.start("node2", "sleep", "4714");

    String out = CLUSTER.shell("ssi top -b -n 2 -d 0.5 | cat").done();

    assertThat(out.lines().filter(line -> line.contains("COMMAND"))).hasSize(2);
    assertThat(out.lines().filter(line -> line.endsWith("sleep 4714"))).hasSize(2);
    assertThat(out).doesNotContain("\u001b");
    assertThat(CLUSTER.ssi("top").refused(2)).contains("use -b");
    app.kill();
  }
}
