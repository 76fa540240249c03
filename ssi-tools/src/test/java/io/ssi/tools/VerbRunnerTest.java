package io.ssi.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.verb.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerbRunnerTest {
  private final Typed person = new Typed();

  /** A stream that fails the way the kernel says. */
  private static OutputStream failing(Errno errno) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(
            "write failed", SystemCallException.of("write", "pipe", errno.number()));
      }
    };
  }

  @Test
  void wrongUsageIsOneLineWithAHintAndStatusTwo() {
    for (String line : List.of("ps --no-such", "node", "node add", "nonsense", "--json=3 ps")) {
      assertThat(person.type(line)).as(line).isEqualTo(ExitStatus.USAGE);
      assertThat(person.err()).as(line).startsWith("ssi: ").contains("; see: ssi help");
      assertThat(person.err().lines()).as(line).hasSize(1);
      assertThat(person.out()).as(line).isEmpty();
    }
    person.type("node add -n 1 -a");
    assertThat(person.err()).endsWith("; see: ssi help node add\n");
  }

  @Test
  void aVerbThatThereIsNotComesWithTheNearestOne() {
    person.type("nodes status");
    assertThat(person.err())
        .isEqualTo("ssi: there is no verb 'nodes' (did you mean 'node'?); see: ssi help\n");
    person.type("node stats");
    assertThat(person.err())
        .isEqualTo("ssi: there is no verb 'stats' (did you mean 'status'?); see: ssi help node\n");
    person.type("meminfo all");
    assertThat(person.err()).isEqualTo("ssi: 'all' is not expected; see: ssi help meminfo\n");
  }

  @Test
  void wrongUsageWithJsonIsADocumentToo() {
    assertThat(person.type("ps --no-such --json")).isEqualTo(ExitStatus.USAGE);

    assertThat(person.out()).startsWith("{\"error\":{\"code\":\"usage\",\"message\":\"unknown");
  }

  @Test
  void optionsOfTheProgramAreNotOurs() {
    assertThat(person.type("run -d prog --json -d")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("557059\n");
    assertThat(person.cluster.applications.started.getFirst().command())
        .containsExactly("prog", "--json", "-d");
  }

  @Test
  void helpListsTheVerbsAndShowsOne() {
    assertThat(person.type("help")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).contains("  ps ").contains("  node ").contains("--cluster=NAME");
    String short1 = person.out();
    person.type("--help");
    assertThat(person.out()).isEqualTo(short1);

    person.type("help node add");
    assertThat(person.out()).startsWith("Usage: ssi node add ").contains("--timeout=TIME");
    assertThat(person.out()).doesNotContain("--socket=PATH").contains("see: ssi help\n");
    String long1 = person.out();
    person.type("node add --help");
    assertThat(person.out()).isEqualTo(long1);

    assertThat(person.type("help nonsense")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).isEqualTo("ssi: there is no verb 'nonsense'; see: ssi help\n");
  }

  @Test
  void someVerbsNeedNoAgentAndTheOthersSayWhatIsMissing() {
    person.agent = false;

    assertThat(person.type("version")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).containsPattern("(?m)^ssi [0-9]+\\.").doesNotContain("node ");
    assertThat(person.type("-V")).isEqualTo(ExitStatus.DONE);
    assertThat(person.type("completion bash")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).contains("complete -F").contains("migrate");
    assertThat(person.type("ps")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo(
            "ssi: this needs an agent of the cluster, and none answers; start one with: ssi up\n");
  }

  @Test
  void anOutputThatNobodyReadsIsNoError() {
    person.output = Optional.of(failing(Errno.EPIPE));

    assertThat(person.type("version")).isEqualTo(ExitStatus.killed(13));
    assertThat(person.err()).isEmpty();
  }

  @Test
  void anOutputThatFailsIsAnError() {
    person.output = Optional.of(failing(Errno.ENOSPC));

    assertThat(person.type("version")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).isEqualTo("ssi: cannot write to standard output: write failed\n");
  }

  @Test
  void anInterruptedVerbSaysWhatItDidAndEndsAsBySignal() {
    person.cluster.nodes.node(4, io.ssi.membership.NodeState.PRESENT, "");
    person.cancellation.cancel(Reason.INTERRUPTED);

    assertThat(person.type("node add -n 4").shellCode()).isEqualTo(130);
    assertThat(person.err()).isEqualTo("ssi: interrupted: no node was changed\n");
    assertThat(person.out()).isEqualTo("Adding nodes [4]... interrupted\n");
  }

  @Test
  void stackTracesAreShownOnRequestOnly() {
    person.type("ps 18");
    assertThat(person.err().lines()).hasSize(1);

    person.type("ps 18 --debug");
    assertThat(person.err()).contains("\n\tat io.ssi.tools.command.PsCommand");
  }
}
