package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application with containers on several nodes is one for whoever names it. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class SeveralContainersIT {
  private static final int FAILED = 1;
  private static final int KILLED = 128 + 9;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void isListedStoppedAndEndedAsOne() {
    App first = CLUSTER.start("node1", "sleep", "600");
    long second = added(first, "node2", "sleep", "601");
    long third = added(first, "node1", "sleep", "602");
    String other = Long.toString(second / 32_768);

    Finished listed = CLUSTER.ssi("ps", "--json", first.id());
    assertThat(listed.numbers("gpid")).containsExactly(first.gpid(), second, third);
    assertThat(listed.texts("node")).containsExactly("node1", "node2", "node1");
    assertThat(listed.numbers("application")).containsOnly(Long.parseLong(first.id())).hasSize(3);
    assertThat(CLUSTER.ssi("ps", "--json", other).numbers("gpid")).containsExactly(second);

    CLUSTER.ssi("--on", "node3", "suspend", first.id()).done();
    assertThat(CLUSTER.ssi("ps", "--json", first.id()).texts("state"))
        .containsExactly("T", "T", "T");
    CLUSTER.ssi("resume", other).done();
    assertThat(CLUSTER.ssi("ps", "--json", other).texts("state")).containsExactly("S");
    CLUSTER.ssi("resume", first.id()).done();

    assertThat(CLUSTER.ssi("migrate", first.id(), "node3").refused(FAILED))
        .contains("several containers", Long.toString(second / 32_768) + ".3");
    CLUSTER.ssi("migrate", Long.toString(second), "node3").done();
    assertThat(CLUSTER.ssi("ps", "--json", first.id()).texts("node"))
        .containsExactly("node1", "node3", "node1");

    CLUSTER.ssi("--on", "node2", "kill", "-KILL", "--app", first.id()).done();
    assertThat(CLUSTER.ssi("wait", first.id()).status()).isEqualTo(KILLED);
    assertThat(CLUSTER.ssi("ps", first.id()).status()).isEqualTo(FAILED);
  }

  @Test
  void hasEndedWhenAllItsContainersHave() {
    App first = CLUSTER.start("node1", "sh", "-c", "exit 7");
    assertThat(CLUSTER.ssi("wait", first.id()).status()).isEqualTo(7);
    assertThat(
            CLUSTER
                .ssi("run", "-d", "--app", first.id(), "-w", "node2", "--", "true")
                .refused(FAILED))
        .contains("no such application runs");

    App next = CLUSTER.start("node1", "sh", "-c", "sleep 1; exit 9");
    long longer = added(next, "node2", "sleep", "600");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> CLUSTER.ssi("ps", "--json", next.id()).numbers("gpid").size() == 1);
    assertThat(CLUSTER.ssi("wait", "--timeout", "200ms", next.id()).status()).isEqualTo(124);

    CLUSTER.ssi("kill", Long.toString(longer)).done();
    assertThat(CLUSTER.ssi("wait", next.id()).status()).isEqualTo(9);
  }

  private static long added(App app, String node, String... command) {
    String[] words = new String[command.length + 8];
    String[] begin = {"run", "-d", "--json", "--app", app.id(), "-w", node, "--"};
    System.arraycopy(begin, 0, words, 0, begin.length);
    System.arraycopy(command, 0, words, begin.length, command.length);
    Finished started = CLUSTER.ssi(words);
    assertThat(started.number("application")).isEqualTo(Long.parseLong(app.id()));
    assertThat(started.texts("node")).containsExactly(node);
    return started.number("gpid");
  }
}
