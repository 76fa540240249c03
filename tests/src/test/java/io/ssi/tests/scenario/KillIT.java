package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals to processes, groups and applications, from another node than theirs. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class KillIT {
  private static final int FAILED = 1;
  private static final int PARTLY = 3;

  /** Its children are a group of their own; the first child, which leads it, ends at once. */
  private static final String GROUP =
      """
      import os, time
      leader = os.fork()
      if leader == 0:
        os.setpgid(0, 0)
        for i in range(3):
          if os.fork() == 0:
            while True: time.sleep(60)
        os._exit(0)
      os.waitpid(leader, 0)
      open('FILE', 'w').write(str(leader))
      while True: time.sleep(60)
      """;

  /** Each process forks the next one and ends, so that its number is never the same for long. */
  private static final String RUNNER =
      "$SIG{TERM} = 'IGNORE'; while (1) { $p = fork; exit 0 if $p; select undef, undef, undef, 0.001 }";

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void aGroupWithoutItsLeaderIsSignalledFromAnywhereAndTheRestLives() throws IOException {
    Path file = CLUSTER.workshop().resolve("leader");
    App app = CLUSTER.start("node2", "python3", "-c", GROUP.replace("FILE", file.toString()));
    await().until(() -> Files.exists(file) && Files.size(file) > 0);
    String group = "-" + app.id() + "." + Files.readString(file);
    assertThat(processes(app)).hasSize(4);

    CLUSTER.ssi("--on", "node1", "kill", "-TERM", "--", group).done();

    await().untilAsserted(() -> assertThat(processes(app)).containsExactly(app.gpid()));
    assertThat(CLUSTER.ssi("kill", "-TERM", "--", group).refused(FAILED))
        .contains("process group", "No such process");
    app.kill();
  }

  @Test
  void noMemberOfAnApplicationEscapesByForking() {
    App app = CLUSTER.start("node2", "perl", "-e", RUNNER);

    CLUSTER.ssi("--on", "node1", "kill", "-TERM", "--app", app.id()).done();
    CLUSTER.ssi("--on", "node1", "kill", "-KILL", "--app", Long.toString(app.gpid())).done();

    // Its first process ended by itself, long before it was killed.
    assertThat(CLUSTER.ssi("wait", app.id()).status()).isZero();
    await().untilAsserted(() -> assertThat(CLUSTER.ssi("ps").out()).doesNotContain("select undef"));
  }

  @Test
  void whoIsThereIsSignalledAndWhoIsNotIsNamed() {
    App app = CLUSTER.start("node1", "sleep", "600");

    Finished killed = CLUSTER.ssi("kill", "30000.99", app.id(), "30000");

    assertThat(killed.status()).as("%s", killed).isEqualTo(PARTLY);
    assertThat(killed.err().lines()).hasSize(2);
    assertThat(killed.err()).contains("30000.99: ", "No such process", "30000: ");
    assertThat(CLUSTER.ssi("wait", app.id()).status()).isEqualTo(128 + 15);
  }

  private static List<Long> processes(App app) {
    return CLUSTER.ssi("ps", "--json", app.id()).numbers("gpid");
  }
}
